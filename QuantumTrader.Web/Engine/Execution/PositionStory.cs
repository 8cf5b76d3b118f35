using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>What the venue can tell about how a position came to be. Pure.</summary>
/// <param name="Trade">Whose orders opened it, by their ids; null when none of ours did.</param>
/// <param name="Fills">Since the leg was flat last, oldest first.</param>
/// <param name="Orders">Of that trade, resting at the venue, entries aside: those are canceled.</param>
public sealed record PositionStory(TradeId? Trade, IReadOnlyList<VenueFill> Fills, IReadOnlyList<VenueOrder> Orders)
{
    /// <param name="position">Held now.</param>
    /// <param name="fills">Of all symbols, ascending.</param>
    /// <param name="orders">Of all symbols.</param>
    public static PositionStory Of(VenuePosition position, IReadOnlyList<VenueFill> fills, IEnumerable<VenueOrder> orders)
    {
        var since = SinceFlat(position, fills);
        var resting = orders.Where(o => o.Symbol == position.Symbol && o.PositionSide == position.PositionSide).ToArray();
        var opened = since.Where(f => f.Side == position.Direction.EntrySide()).Select(f => TradeOf(f.ClientOrderId, OrderPurpose.Entry)).LastOrDefault(t => t is not null);
        var trade = opened ?? resting.Select(o => TradeOf(o.ClientOrderId, OrderPurpose.StopLoss)).LastOrDefault(t => t is not null);
        return new PositionStory(trade, since, [.. resting.Where(o => o.Side == position.Direction.ExitSide() && IsOf(trade, o.ClientOrderId))]);
    }

    /// <param name="position">Held now.</param>
    /// <param name="trade">The name that it gets.</param>
    /// <param name="withOrders">False when the name is another than <see cref="Trade"/>: orders cannot change theirs.</param>
    /// <param name="eventId">New.</param>
    /// <param name="nowUtc">By the engine's clock.</param>
    public TradeRecovered ToTrade(VenuePosition position, TradeId trade, bool withOrders, Guid eventId, DateTimeOffset nowUtc)
    {
        var plan = ExitPlan.Conservative;
        return new TradeRecovered(eventId, nowUtc, trade)
        {
            Symbol = position.Symbol,
            Direction = position.Direction,
            PositionSide = position.PositionSide,
            Quantity = position.Quantity,
            EntryPrice = position.EntryPrice,
            Leverage = position.Leverage.IsValid ? position.Leverage : Leverage.One,
            OpenedAtUtc = Fills.Count > 0 ? Fills[0].AtUtc : nowUtc,
            StopLoss = StopDistance(position) ?? plan.StopLoss,
            TakeProfit = plan.TakeProfit,
            PartialTakeProfit = plan.PartialTakeProfit,
            PartialShare = plan.PartialShare,
            FillIds = [.. Fills.Select(f => f.FillId)],
            Orders = withOrders ? [.. Orders.Select(Known)] : [],
        };
    }

    /// <summary>Backwards from what is held now to where nothing was.</summary>
    private static VenueFill[] SinceFlat(VenuePosition position, IReadOnlyList<VenueFill> fills)
    {
        var held = position.Direction.Sign() * position.Quantity.Value;
        var since = new List<VenueFill>();
        for (var i = fills.Count - 1; i >= 0 && Math.Sign(held) == position.Direction.Sign(); i--)
        {
            var fill = fills[i];
            if (fill.Symbol == position.Symbol && fill.PositionSide == position.PositionSide)
            {
                since.Add(fill);
                held -= fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
            }
        }

        since.Reverse();
        return [.. since];
    }

    private static TradeId? TradeOf(string clientOrderId, OrderPurpose asked) =>
        ClientOrderIds.TryParse(clientOrderId, out var trade, out var purpose) && purpose == asked ? trade : null;

    private static bool IsOf(TradeId? trade, string clientOrderId) =>
        ClientOrderIds.TryParse(clientOrderId, out var of, out var purpose) && of == trade && purpose != OrderPurpose.Entry;

    private Fraction? StopDistance(VenuePosition position)
    {
        var stop = Orders.LastOrDefault(o => o.Type == OrderType.StopMarket && o.TriggerPrice is not null);
        var distance = (position.EntryPrice.Value - stop?.TriggerPrice?.Value) * position.Direction.Sign() / position.EntryPrice.Value;
        return distance is > 0m and < 1m ? new Fraction(distance.Value) : null;
    }

    private static TradeOrder Known(VenueOrder order)
    {
        var purpose = ClientOrderIds.TryParse(order.ClientOrderId, out _, out var parsed) ? parsed.Value : OrderPurpose.Exit;
        return new TradeOrder
        {
            ClientOrderId = ClientOrderId.Create(order.ClientOrderId),
            Purpose = purpose,
            Side = order.Side,
            Type = order.Type,
            Quantity = order.Quantity,
            Filled = order.FilledQuantity,
            TriggerPrice = order.TriggerPrice,
            Reason = ExitReasons.Of(purpose),
            Stage = TradeOrderStage.Working,
        };
    }
}
