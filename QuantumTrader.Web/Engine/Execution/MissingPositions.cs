using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Trades that hold something in the book and nothing at the venue, such as those that a stand-by took over whose paper account is its
/// own: no exit can end them. When two fresh readings of the account agree on that, no order of the trade is in doubt and the venue
/// tells no fill that the book does not have, the trade is over, and its result is said to be unknown.
/// </summary>
/// <param name="reader">The venue.</param>
/// <param name="ledger">Must agree that nothing is held.</param>
/// <param name="book">The trades.</param>
/// <param name="missed">Tells the fills that the stream did not.</param>
/// <param name="unknown">Orders in doubt.</param>
/// <param name="journal">Where the end is written.</param>
/// <param name="time">Between two readings.</param>
/// <param name="ids">For the event.</param>
/// <param name="log">For people.</param>
public sealed class MissingPositions(
    IExchangeReader reader,
    AccountLedger ledger,
    TradeBook book,
    MissedFills missed,
    UnknownOrders unknown,
    PatientJournal journal,
    TimeProvider time,
    IIdSource ids,
    ILogger<MissingPositions> log)
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);
    private Dictionary<TradeId, Sighting> _missing = []; // bounded by the open trades

    /// <summary>Trades of which the last look found nothing at the venue; the next one decides.</summary>
    public bool SawSome => _missing.Count > 0;

    private readonly record struct Sighting(Quantity Open, long LastFillId, DateTimeOffset AskedAtUtc, DateTimeOffset AccountAtUtc);

    /// <summary>One look. A reading that fails, or that is no newer than the last, ends nothing.</summary>
    /// <param name="goesOn">Asked before each end: does this process still lead, and does the disk answer?</param>
    public async Task LookAsync(Func<bool> goesOn)
    {
        var candidates = goesOn() ? book.Open.Where(MayBeMissing).ToArray() : [];
        if (candidates.Length == 0)
        {
            _missing.Clear();
            return;
        }

        var asked = time.GetUtcNow();
        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account })
        {
            return;
        }

        var missing = new Dictionary<TradeId, Sighting>();
        foreach (var trade in candidates.Where(t => !IsThere(t, account)))
        {
            var now = new Sighting(trade.QuantityOpen, trade.LastFillId, asked, account.AtUtc);
            var first = _missing.TryGetValue(trade.TradeId, out var before) && before.Open == now.Open && before.LastFillId == now.LastFillId ? before : now;
            if (asked - first.AskedAtUtc >= Gap && account.AtUtc - first.AccountAtUtc >= Gap && await IsExplainedByNothingAsync(trade) && goesOn() && IsAsSeen(trade))
            {
                await EndAsync(trade);
                continue;
            }

            missing[trade.TradeId] = first;
        }

        _missing = missing;
    }

    private bool MayBeMissing(TradeState trade) =>
        ledger.IsKnown
        && trade.QuantityOpen.IsPositive
        && ledger.Find(trade.Symbol, trade.PositionSide) is null or { IsFlat: true }
        && !unknown.Blocks(trade.Symbol)
        && !trade.EntryIsWorking
        && !trade.ExitIsWorking
        && trade.Orders.All(o => o.Stage == TradeOrderStage.Working);

    /// <summary>In whatever direction: a position that the trade does not explain is nothing that it could be judged by.</summary>
    private static bool IsThere(TradeState trade, AccountSnapshot account) =>
        account.Positions.Any(p => p.Symbol == trade.Symbol && p.PositionSide == trade.PositionSide);

    /// <summary>The venue tells no fill that the book lacks, and knows none of the trade's orders as filled.</summary>
    private async Task<bool> IsExplainedByNothingAsync(TradeState trade)
    {
        var sinceEntry = trade.FillIds.Count > 0 ? trade.FillIds[0] - 1 : ledger.LastFillId;
        if (await missed.CatchUpAsync(Math.Min(sinceEntry, ledger.LastFillId)) is not { Failure: null, NewCount: 0 })
        {
            return false;
        }

        foreach (var order in trade.Orders)
        {
            var read = await reader.FindOrderAsync(trade.Symbol, order.ClientOrderId, CancellationToken.None);
            if (!read.IsOk || read.Value is OrderLookup.Found { Order: var found } && found.FilledQuantity > order.Filled)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsAsSeen(TradeState trade) =>
        book.Find(trade.TradeId) is { } now && MayBeMissing(now) && now.QuantityOpen == trade.QuantityOpen && now.LastFillId == trade.LastFillId;

    private async Task EndAsync(TradeState trade)
    {
        log.NotAtVenue(trade.TradeId.Value, trade.Symbol.Value, $"{trade.QuantityOpen}");
        await journal.PublishAsync(new TradeNotAtVenue(ids.Next(), time.GetUtcNow(), trade.TradeId)
        {
            Symbol = trade.Symbol,
            Direction = trade.Direction,
            Quantity = trade.QuantityOpen,
        });
    }
}
