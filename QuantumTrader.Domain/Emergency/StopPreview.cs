using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>What a stop would do to the account as it is now, and about what it would cost. Nothing is sent for it.</summary>
public sealed record StopPreview
{
    public required DateTimeOffset AtUtc { get; init; }
    public required IReadOnlyList<PreviewCancel> Cancels { get; init; }
    public required IReadOnlyList<PreviewClose> Closes { get; init; }

    /// <summary>At the marks.</summary>
    public required Usd Notional { get; init; }

    /// <summary>Half the spread and the taker fee on all of it; a market that moves meanwhile, or is thin, costs more.</summary>
    public required Usd CostEstimate { get; init; }

    public int OrdersSent => Closes.Sum(c => c.Orders);

    /// <param name="ownerOf">Whose a position is.</param>
    /// <param name="takerFee">Share of the notional.</param>
    /// <param name="halfSpread">Share of the price.</param>
    public static StopPreview Of(
        AccountSnapshot account,
        IEnumerable<VenueOrder> orders,
        Func<Symbol, Instrument?> instrumentOf,
        Func<VenuePosition, OrderOwner> ownerOf,
        Fraction takerFee,
        Fraction halfSpread,
        DateTimeOffset nowUtc)
    {
        var closes = account.Positions.OrderByDescending(p => p.Notional.Value).Select(p => PreviewClose.Of(p, instrumentOf(p.Symbol), ownerOf(p), takerFee + halfSpread)).ToArray();
        return new StopPreview
        {
            AtUtc = nowUtc,
            Cancels = [.. orders.Select(PreviewCancel.Of)],
            Closes = closes,
            Notional = new Usd(closes.Sum(c => c.Notional.Value)),
            CostEstimate = new Usd(closes.Sum(c => c.CostEstimate.Value)),
        };
    }
}

/// <summary>An order that would go.</summary>
/// <param name="AfterItsPosition">A protective order stays until its position reads zero.</param>
public sealed record PreviewCancel(Symbol Symbol, string ClientOrderId, OrderSide Side, OrderType Type, Quantity Quantity, OrderOwner Owner, bool AfterItsPosition)
{
    public static PreviewCancel Of(VenueOrder order) => new(
        order.Symbol, order.ClientOrderId, order.Side, order.Type, order.Quantity - order.FilledQuantity, RunLedger.OwnerOf(order.ClientOrderId), order.Type.IsConditional() && order.ReduceOnly);
}

/// <summary>A position that would be closed.</summary>
/// <param name="Orders">How many the venue takes it in; 0 when no order can be that small.</param>
/// <param name="Dust">What would be left.</param>
public sealed record PreviewClose(Symbol Symbol, Direction Direction, PositionSide PositionSide, Quantity Quantity, Usd Notional, int Orders, Quantity Dust, OrderOwner Owner, Usd CostEstimate)
{
    public static PreviewClose Of(VenuePosition position, Instrument? instrument, OrderOwner owner, Fraction cost)
    {
        var plan = ClosePlan.For(position.Quantity, instrument);
        return new(
            position.Symbol, position.Direction, position.PositionSide, position.Quantity, position.Notional, plan.Chunks.Count, plan.Dust, owner,
            position.MarkPrice * new Quantity(plan.Chunks.Sum(c => c.Value)) * cost);
    }
}
