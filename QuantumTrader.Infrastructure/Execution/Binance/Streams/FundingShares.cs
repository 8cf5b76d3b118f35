using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Whose funding it was that the stream told without a symbol. The wallet has it already; the venue's list of incomes, which may come late,
/// tells the symbols, each entry once by its number. Runs on the engine's scheduler alone.
/// </summary>
/// <param name="read">Fundings from an instant on.</param>
internal sealed class FundingShares(
    IExchangeListener listener, Func<DateTimeOffset, CancellationToken, ValueTask<ExchangeRead<IReadOnlyList<FundingIncome>>>> read, TimeProvider time, ILogger log, CancellationToken stopping)
{
    private const int PendingMax = 1_000; // several hours of every symbol
    private const int CountedMax = 10_000;
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SameEvent = TimeSpan.FromSeconds(5); // the event and its entries need not bear the same instant
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(10);
    private readonly List<(Usd Amount, DateTimeOffset AtUtc, DateTimeOffset ToldUtc)> _pending = []; // at most PendingMax
    private readonly HashSet<long> _counted = []; // at most CountedMax
    private readonly Queue<long> _oldest = new();
    private DateTimeOffset _askedUtc;
    private bool _isAsking;

    /// <summary>Told without a symbol, and nobody knows yet whose it was.</summary>
    public int Waiting => _pending.Count;

    public void Add(Usd amount, DateTimeOffset atUtc)
    {
        if (_pending.Count < PendingMax)
        {
            _pending.Add((amount, atUtc, time.GetUtcNow()));
        }
    }

    /// <summary>Asks when it is time to.</summary>
    public Task TickAsync()
    {
        var now = time.GetUtcNow();
        if (_pending.Count == 0 || _isAsking || now - _askedUtc < AskEvery)
        {
            return Task.CompletedTask;
        }

        (_isAsking, _askedUtc) = (true, now);
        return AskAsync();
    }

    private async Task AskAsync()
    {
        try
        {
            var told = await read(_pending.Min(p => p.AtUtc) - SameEvent, stopping);
            if (told.IsOk)
            {
                Assign(told.Value);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A shutdown.
        }
        finally
        {
            _isAsking = false;
        }

        var now = time.GetUtcNow();
        if (_pending.RemoveAll(p => now - p.ToldUtc > GiveUpAfter) is > 0 and var given)
        {
            log.FundingUnassigned(given);
        }
    }

    /// <summary>One entry of the very amount; else all entries of the instant together, if they are its whole.</summary>
    private void Assign(IReadOnlyList<FundingIncome> told)
    {
        foreach (var funding in _pending.ToArray())
        {
            if (Free(told, funding.AtUtc).Where(i => i.Amount == funding.Amount).Take(1).ToArray() is [var one])
            {
                _pending.Remove(funding);
                Tell(one);
            }
        }

        foreach (var group in _pending.GroupBy(p => p.AtUtc).ToArray())
        {
            var free = Free(told, group.Key).ToArray();
            if (free.Length > 0 && free.Sum(i => i.Amount.Value) == group.Sum(p => p.Amount.Value))
            {
                _pending.RemoveAll(p => p.AtUtc == group.Key);
                Array.ForEach(free, Tell);
            }
        }
    }

    private IEnumerable<FundingIncome> Free(IReadOnlyList<FundingIncome> told, DateTimeOffset atUtc) =>
        told.Where(i => !_counted.Contains(i.TranId) && (i.AtUtc - atUtc).Duration() <= SameEvent);

    private void Tell(FundingIncome income)
    {
        _counted.Add(income.TranId);
        _oldest.Enqueue(income.TranId);
        if (_oldest.Count > CountedMax)
        {
            _counted.Remove(_oldest.Dequeue());
        }

        listener.OnUpdate(new ExchangeUpdate.FundingAssigned(income.Symbol, income.Amount, income.AtUtc, income.TranId));
    }
}
