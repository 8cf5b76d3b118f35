using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Asks the venue for fills that its stream did not tell, and tells them.</summary>
public sealed class MissedFills(IExchangeReader reader, TradeBook book, VenueUpdates updates)
{
    /// <summary>Told, and kept from the book by the disk so far.</summary>
    public int OnTheirWay => updates.FillsOnTheirWay;

    /// <param name="Failure">Null when the venue answered to the end.</param>
    /// <param name="LastFillId">The highest id seen.</param>
    /// <param name="Count">How many the venue listed, known ones included.</param>
    /// <param name="NewCount">How many of them the book did not have.</param>
    public readonly record struct Result(string? Failure, long LastFillId, int Count, long NewCount);

    /// <summary>
    /// A trade's, from its first one on. One that the stream left out may be older than one that it told, so that asking for what came after
    /// the last one does not bring it. Told again, the others change nothing.
    /// </summary>
    public Task<Result> CatchUpAsync(TradeState trade) => CatchUpAsync(
        trade.FillIds.Count > 0 ? trade.FillIds[0] - 1
        : book.Recent.Where(t => t.ClosedAtUtc < trade.PlannedAtUtc).Select(t => t.LastFillId).DefaultIfEmpty(0).Max());

    /// <summary>All fills above <paramref name="afterFillId"/>, page by page.</summary>
    public Task<Result> CatchUpAsync(long afterFillId) => CatchUpAsync(afterFillId, after => reader.GetFillsAsync(after, CancellationToken.None));

    /// <summary>Of these symbols alone; none are asked for none.</summary>
    public Task<Result> CatchUpAsync(long afterFillId, IReadOnlySet<Symbol> symbols) => symbols.Count == 0
        ? Task.FromResult(new Result(null, afterFillId, 0, 0))
        : CatchUpAsync(afterFillId, after => reader.GetFillsAsync(after, symbols, CancellationToken.None));

    private async Task<Result> CatchUpAsync(long afterFillId, Func<long, ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>>> ask)
    {
        var (last, count, told) = (afterFillId, 0, updates.FillsTold);
        while (true)
        {
            var read = await ask(last);
            if (!read.IsOk)
            {
                return new Result(read.Failure, last, count, updates.FillsTold - told);
            }

            foreach (var fill in read.Value)
            {
                updates.OnFill(fill);
                last = Math.Max(last, fill.FillId);
            }

            if (read.Value.Count == 0)
            {
                return new Result(null, last, count, updates.FillsTold - told);
            }

            count += read.Value.Count;
        }
    }
}
