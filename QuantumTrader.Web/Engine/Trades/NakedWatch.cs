using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// For times in which the desk does not see or may not act: after the lease was lost, when whoever leads now protects what is open,
/// and while the disk hangs, when the book does not hear of fills. What of a position of a trade that was led here no stop at the
/// venue covers, in two looks one after the other, gets a stop from here. Where the stop's level is passed already, and orders of
/// this process may still reduce, it is closed instead; nothing else is sent.
/// </summary>
/// <param name="reader">The venue.</param>
/// <param name="isNeeded">False while the desk looks after its trades.</param>
/// <param name="mayClose">False while another process leads.</param>
/// <param name="orders">Places the stop.</param>
/// <param name="book">The trades, as far as the disk let them be known.</param>
/// <param name="symbols">Their instruments.</param>
public sealed class NakedWatch(IExchangeReader reader, Func<bool> isNeeded, Func<bool> mayClose, TradeOrderDesk orders, TradeBook book, SymbolTable symbols)
{
    private HashSet<TradeId> _seen = []; // bounded by the open trades

    /// <summary>One look; the time between two is the caller's.</summary>
    public async Task LookAsync()
    {
        var held = isNeeded() ? book.Open.Where(t => t.QuantityOpen.IsPositive || t.EntryIsWorking).ToArray() : [];
        if (held.Length == 0)
        {
            _seen = []; // What was naked before the desk looked after it again is no first look of the next time.
            return;
        }

        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var resting })
        {
            return;
        }

        var naked = new HashSet<TradeId>();
        foreach (var position in account.Positions)
        {
            if (HolderOf(position, held) is not { } trade || Uncovered(trade, position, resting) is not { IsPositive: true } uncovered)
            {
                continue;
            }

            naked.Add(trade.TradeId);
            if (_seen.Contains(trade.TradeId) && isNeeded())
            {
                await ProtectAsync(trade, position, uncovered);
            }
        }

        _seen = naked;
    }

    /// <summary>One trade for each position, or it would be protected twice: the one that is known to hold it comes first.</summary>
    private static TradeState? HolderOf(VenuePosition position, TradeState[] held) => held
        .Where(t => t.Symbol == position.Symbol && t.PositionSide == position.PositionSide && t.Direction == position.Direction)
        .MaxBy(t => t.QuantityOpen.Value);

    /// <summary>At most what the trade can hold: what people added by hand is theirs.</summary>
    private static Quantity Uncovered(TradeState trade, VenuePosition position, IReadOnlyList<VenueOrder> resting)
    {
        var most = trade.EntryIsWorking ? trade.QuantityPlanned : trade.QuantityOpen;
        var ours = most < position.Quantity ? most : position.Quantity;
        foreach (var stop in resting.Where(o => IsStopOf(o, position)))
        {
            // One without a quantity closes whatever there is.
            ours = stop.Quantity.IsPositive ? ours - (stop.Quantity - stop.FilledQuantity) : Quantity.Zero;
        }

        return ours;
    }

    private static bool IsStopOf(VenueOrder order, VenuePosition position) =>
        order.Symbol == position.Symbol && order.PositionSide == position.PositionSide && order.Type == OrderType.StopMarket && order.Side == position.Direction.ExitSide();

    private async Task ProtectAsync(TradeState trade, VenuePosition position, Quantity uncovered)
    {
        if (symbols.Find(trade.Symbol) is not { } state || !(uncovered >= state.Instrument.QuantityMin))
        {
            return; // No order is small enough.
        }

        var trigger = ProtectionPlanner.StopTrigger(trade, state.Instrument, position.EntryPrice);
        var result = await orders.PlaceAsync(trade, new ProtectionAction.Place(OrderPurpose.StopLoss, OrderType.StopMarket, uncovered, trigger));
        if (result is ExecutionResult.Rejected { VenueCode: VenueCodes.WouldTriggerImmediately } && mayClose()
            && await orders.ExitAsync(trade with { QuantityOpen = uncovered }, ExitReasons.StopLoss) is ExecutionResult.Rejected { IsForOpenOrders: true })
        {
            await orders.UncoverAsync(trade); // the next look sends it again
        }
    }
}
