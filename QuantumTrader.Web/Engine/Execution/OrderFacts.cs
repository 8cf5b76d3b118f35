using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Makes the events of an intent's life.</summary>
internal sealed class OrderFacts(TimeProvider time, IIdSource ids)
{
    public OrderIntended Intended(OrderIntent intent, string reason, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        Side = intent.Side,
        Type = intent.Type,
        Quantity = intent.Quantity,
        ReduceOnly = intent.ReduceOnly,
        PositionSide = intent.PositionSide,
        LimitPrice = intent.LimitPrice,
        TriggerPrice = intent.TriggerPrice,
        Reason = reason,
        CorrelationId = correlationId,
    };

    public OrderDenied Denied(OrderIntent intent, IReadOnlyList<DenialReason> reasons, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        Codes = [.. reasons.Select(r => r.Code)],
        Details = [.. reasons.Select(r => r.Detail)],
        CorrelationId = correlationId,
    };

    public OrderAccepted Accepted(OrderIntent intent, long venueOrderId, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        VenueOrderId = venueOrderId,
        CorrelationId = correlationId,
    };

    public OrderRejected Rejected(OrderIntent intent, SubmitOutcome.Rejected rejected, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        VenueCode = rejected.VenueCode,
        VenueText = rejected.VenueText,
        CorrelationId = correlationId,
    };

    public OrderUnknown Unknown(OrderIntent intent, string cause, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        Cause = cause,
        CorrelationId = correlationId,
    };

    public OrderEnded Ended(OrderIntent intent, string reason, Guid? correlationId) => new(ids.Next(), time.GetUtcNow(), intent.TradeId)
    {
        Symbol = intent.Symbol,
        ClientOrderId = intent.ClientOrderId,
        Purpose = intent.Purpose,
        Reason = reason,
        CorrelationId = correlationId,
    };
}
