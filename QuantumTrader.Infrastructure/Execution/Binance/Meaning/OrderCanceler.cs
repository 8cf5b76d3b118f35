using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>Cancels. "Unknown order" is never taken for an answer: the order is asked for, in both books.</summary>
internal sealed class OrderCanceler(IBinanceApi api, BinanceCalls calls, OrderFinder finder, TimeProvider time)
{
    private static readonly TimeSpan CountMax = TimeSpan.FromMilliseconds(500); // no cancel waits longer to know how many it takes away
    private static readonly CancelOutcome One = new CancelOutcome.Canceled(1);

    public async ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var first = OrderFinder.IsLikelyConditional(id)
            ? Read(await calls.ChangeAsync(() => api.CancelAlgoOrderAsync(AlgoOrderKey.Of(id), stopping), stopping).ConfigureAwait(false))
            : Read(await calls.ChangeAsync(() => api.CancelOrderAsync(OrderKey.Of(symbol, id), stopping), stopping).ConfigureAwait(false));
        return first is CancelOutcome.NotOpen ? await CancelFoundAsync(symbol, id, stopping).ConfigureAwait(false) : first;
    }

    /// <summary>All regular ones. How many there were is read first, since the venue does not say; that it cannot be read stops nothing.</summary>
    public async ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping)
    {
        var count = await CountAsync(api.GetOpenOrdersAsync(symbol, stopping)).ConfigureAwait(false);
        return ReadAll(await calls.ChangeAsync(() => api.CancelAllOpenOrdersAsync(symbol, stopping), stopping).ConfigureAwait(false), count);
    }

    /// <summary>All conditional ones.</summary>
    public async ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping)
    {
        var count = await CountAsync(api.GetOpenAlgoOrdersAsync(symbol, stopping)).ConfigureAwait(false);
        return ReadAll(await calls.ChangeAsync(() => api.CancelAllOpenAlgoOrdersAsync(symbol, stopping), stopping).ConfigureAwait(false), count);
    }

    private async ValueTask<int> CountAsync<T>(ValueTask<BinanceAnswer<IReadOnlyList<T>>> asking)
    {
        var asked = asking.AsTask();
        await ((Task)asked).WaitAsync(CountMax, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return asked.IsCompletedSuccessfully && asked.Result.TryGet(out var orders) ? orders.Count : 0;
    }

    private async ValueTask<CancelOutcome> CancelFoundAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var found = await finder.FindInTimeAsync(symbol, id, stopping).ConfigureAwait(false);
        if (found.Failure is not null)
        {
            return new CancelOutcome.Unknown(found.Failure);
        }

        if (found.Order is not { IsOpen: true })
        {
            return new CancelOutcome.NotOpen();
        }

        var again = found.Regular is { } regular
            ? Read(await calls.ChangeAsync(() => api.CancelOrderAsync(OrderKey.Of(symbol, regular.OrderId), stopping), stopping).ConfigureAwait(false))
            : Read(await calls.ChangeAsync(() => api.CancelAlgoOrderAsync(AlgoOrderKey.Of(found.Algo!.AlgoId), stopping), stopping).ConfigureAwait(false));
        return again is CancelOutcome.NotOpen ? new CancelOutcome.Unknown("The venue lists the order as open and does not know it when it is to be cancelled.") : again;
    }

    private static CancelOutcome Read<T>(BinanceAnswer<T> answer) => answer switch
    {
        BinanceAnswer<T>.Ok => One,
        BinanceAnswer<T>.Refused { Code: BinanceCodes.CancelRejected or BinanceCodes.NoSuchOrder } => new CancelOutcome.NotOpen(),
        _ => new CancelOutcome.Unknown(answer.Failure),
    };

    private static CancelOutcome ReadAll(BinanceAnswer<BinanceMessage> answer, int count) =>
        answer is BinanceAnswer<BinanceMessage>.Ok ? new CancelOutcome.Canceled(count) : new CancelOutcome.Unknown(answer.Failure);
}
