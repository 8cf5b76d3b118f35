using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// After a machine died with its disk: a position that orders of ours opened and that no trade of the book explains becomes a trade
/// again, so that it is protected and ended like any other. Where a trade of the book lacks fills of it, it is told them instead: it
/// may be over only because of them. A position that no order of ours explains was opened by hand: by policy it is left
/// alone, and its symbol takes no entry, or it is adopted. Orders that a stranger put around it stay a stranger's.
/// </summary>
public sealed class RecoveredTrades(IExchangeReader reader, TradeBook book, VenueUpdates updates, SymbolTable symbols, StrangerWatch watch, IEventBus bus, TimeProvider time, IIdSource ids, ILogger<RecoveredTrades> log)
{
    /// <summary>Null when every position was looked at; else what could not be read.</summary>
    /// <param name="epoch">For the name of a trade whose own name cannot be used.</param>
    public async Task<string?> RecoverAsync(long epoch)
    {
        var account = await reader.GetAccountAsync(CancellationToken.None);
        if (!account.IsOk)
        {
            return account.Failure;
        }

        var unexplained = account.Value.Positions.Where(p => !IsDust(p) && !IsExplained(p)).ToArray();
        return unexplained.Length == 0 ? null : await RecoverAsync(unexplained, epoch);
    }

    private async Task<string?> RecoverAsync(VenuePosition[] positions, long epoch)
    {
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        if (!regular.IsOk || !conditional.IsOk)
        {
            return regular.Failure ?? conditional.Failure;
        }

        var fills = new List<VenueFill>(); // bounded by the venue's history
        while (true)
        {
            var read = await reader.GetFillsAsync(fills.Count == 0 ? 0 : fills[^1].FillId, CancellationToken.None);
            if (!read.IsOk)
            {
                return read.Failure;
            }

            if (read.Value.Count == 0)
            {
                break;
            }

            fills.AddRange(read.Value);
        }

        var stories = positions.Select(p => (Position: p, Story: PositionStory.Of(p, fills, regular.Value.Concat(conditional.Value)))).ToArray();
        TellFills(stories.Select(s => s.Story));
        if (updates.FillsOnTheirWay > 0)
        {
            return $"{updates.FillsOnTheirWay} fills of trades that seemed to be over wait for the disk";
        }

        foreach (var (position, story) in stories.Where(s => !IsExplained(s.Position)))
        {
            await RecoverAsync(position, story, epoch);
        }

        return null;
    }

    private void TellFills(IEnumerable<PositionStory> stories)
    {
        foreach (var fill in stories.Where(s => s.Trade is { } own && book.Find(own) is not null).SelectMany(s => s.Fills))
        {
            updates.OnFill(fill);
        }
    }

    private async Task RecoverAsync(VenuePosition position, PositionStory story, long epoch)
    {
        if (story.Trade is not { } own)
        {
            await MeetAsync(position, story, epoch);
            return;
        }

        // A trade that is known to be over cannot begin again; its orders go with the strangers.
        var trade = book.Find(own) is null ? own : NewId(epoch);
        log.Recovered(position.Symbol.Value, $"{position.Quantity}", trade.Value);
        await bus.PublishAsync(story.ToTrade(position, trade, trade == own, ids.Next(), time.GetUtcNow()));
    }

    private async Task MeetAsync(VenuePosition position, PositionStory story, long epoch)
    {
        if (!watch.MayAdopt(position))
        {
            watch.Tell(position, adoptedAs: null);
            return;
        }

        var trade = NewId(epoch);
        log.Adopted(position.Symbol.Value, $"{position.Quantity}", trade.Value);
        watch.Tell(position, trade);
        await bus.PublishAsync(story.ToTrade(position, trade, withOrders: false, ids.Next(), time.GetUtcNow()));
    }

    private TradeId NewId(long epoch) => TradeId.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{epoch}-{book.NextTradeNumber(epoch)}"));

    /// <summary>A trade holds it, or its entry is still to be told.</summary>
    private bool IsExplained(VenuePosition position) => book.Open.Any(t =>
        t.Symbol == position.Symbol && t.PositionSide == position.PositionSide && t.Direction == position.Direction && (t.QuantityOpen.IsPositive || t.EntryIsWorking));

    private bool IsDust(VenuePosition position) => symbols.Find(position.Symbol) is { } state && position.Quantity < state.Instrument.QuantityMin;
}
