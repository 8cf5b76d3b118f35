using System.Runtime.ExceptionServices;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Saves different trades side by side, a bounded number at once.</summary>
internal static class SaveWindow
{
    /// <summary>Saves under way at once.</summary>
    public const int Max = 256;

    /// <summary>
    /// Ends when no save is under way any more, so that a trade's next save cannot overtake this one. Throws the first failure, and
    /// that the store is another's before anything else.
    /// </summary>
    /// <param name="store">Where to.</param>
    /// <param name="trades">Each trade once.</param>
    /// <param name="check">Asked before each save; throws when no more must be begun.</param>
    /// <param name="stopping">Prevents saves that have not begun.</param>
    public static async Task SaveAsync(ITradeStateStore store, IReadOnlyCollection<TradeState> trades, Action check, CancellationToken stopping)
    {
        var underWay = new Queue<Task<Exception?>>(Math.Min(Max, trades.Count));
        Exception? failure = null;
        foreach (var trade in trades)
        {
            failure = underWay.Count < Max ? failure : Worse(failure, await underWay.Dequeue());
            if (failure is not null)
            {
                break;
            }

            underWay.Enqueue(OutcomeAsync(store, trade, check, stopping));
        }

        while (underWay.TryDequeue(out var save))
        {
            failure = Worse(failure, await save);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static async Task<Exception?> OutcomeAsync(ITradeStateStore store, TradeState trade, Action check, CancellationToken stopping)
    {
        try
        {
            check();
            await store.SaveAsync(trade, stopping);
            return null;
        }
        catch (Exception e) when (e is TradeStoreUnavailableException or OperationCanceledException)
        {
            return e;
        }
    }

    private static Exception? Worse(Exception? first, Exception? next) => next is TradeStoreFencedException || first is null ? next : first;
}
