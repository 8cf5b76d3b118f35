using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Reads the venue afresh and says what stands against calling the account flat. What cannot be read stands against it.</summary>
public sealed class FlatnessProof(IExchangeReader reader, SymbolTable symbols, TradeBook book, Func<int> pending, TimeProvider time)
{
    /// <summary>Another process leads, and the shared policy, read just now, lets it trade: the book is not kept up here.</summary>
    public Func<bool> AnotherTrades { private get; init; } = () => false;

    /// <summary>Orders that may add exposure and of which nobody knows yet whether they reached the venue.</summary>
    public int OnTheirWay => pending() + EntriesInDoubt();

    /// <summary>Positions and orders are -1 where they are not known; no objection means flat.</summary>
    /// <param name="ledger">What this reading does not list any more, is confirmed there by that.</param>
    public async Task<RunReading> ReadAsync(RunLedger? ledger = null)
    {
        var (asking, askingRegular, askingConditional) = (
            reader.GetAccountAsync(CancellationToken.None).AsTask(),
            reader.GetOpenOrdersAsync(CancellationToken.None).AsTask(),
            reader.GetOpenConditionalOrdersAsync(CancellationToken.None).AsTask());
        await Task.WhenAll(asking, askingRegular, askingConditional);
        var (account, regular, conditional) = (await asking, await askingRegular, await askingConditional);
        if (account.Value is null || regular.Value is null || conditional.Value is null)
        {
            return RunReading.Failed(time.GetUtcNow(), $"the venue could not be read: {account.Failure ?? regular.Failure ?? conditional.Failure}");
        }

        ledger?.SawOrders(regular.Value, conditional.Value, time.GetUtcNow());
        ledger?.SawPositions(account.Value.Positions, IsDust, time.GetUtcNow());
        return Judged(account.Value, regular.Value, conditional.Value);
    }

    private RunReading Judged(AccountSnapshot account, IReadOnlyList<VenueOrder> regular, IReadOnlyList<VenueOrder> conditional)
    {
        var lines = RunReading.LinesOf(account, regular, conditional);
        var open = account.Positions.Where(p => !IsDust(p)).ToArray();
        var orders = regular.Count + conditional.Count;
        var onTheirWay = OnTheirWay;
        return new RunReading
        {
            AtUtc = time.GetUtcNow(),
            Equity = account.Equity,
            Listed = lines.Count <= RunReading.LinesMax ? lines : [.. lines.Take(RunReading.LinesMax)],
            Sha256 = RunReading.HashOf(lines),
            Positions = onTheirWay > 0 ? -1 : open.Length,
            Orders = onTheirWay > 0 ? onTheirWay : orders,
            Dust = string.Join(", ", account.Positions.Where(IsDust).Select(p => $"{p.Symbol.Value} {p.Quantity}")),
            Objection = onTheirWay > 0 ? DoubtOf(onTheirWay)
                : open.Length == 0 && orders == 0 ? null
                : $"{open.Length} positions ({string.Join(", ", open.Select(p => p.Symbol.Value))}) and {orders} orders are open",
        };
    }

    public static string DoubtOf(int onTheirWay) => $"{onTheirWay} orders were sent before the stop and may still reach the venue";

    /// <summary>
    /// Of this process and of the one before it: sent, or about to be, and not yet known to the venue. Where another is known to trade on, what
    /// stood in the book for a moment stays there: waiting for it, a stop that was reset elsewhere would never end.
    /// </summary>
    private int EntriesInDoubt() => AnotherTrades() ? 0 :
        book.Open.Sum(t => t.Orders.Count(o => o.Purpose == OrderPurpose.Entry && o.Stage is TradeOrderStage.Intended or TradeOrderStage.Unknown));

    /// <summary>Smaller than the smallest order of its symbol.</summary>
    public bool IsDust(VenuePosition position) =>
        ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks.Count == 0;
}
