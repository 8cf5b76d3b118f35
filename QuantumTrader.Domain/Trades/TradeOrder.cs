using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>One of a trade's orders that is not known to be over.</summary>
public sealed record TradeOrder
{
    public required ClientOrderId ClientOrderId { get; init; }
    public required OrderPurpose Purpose { get; init; }
    public required OrderSide Side { get; init; }
    public required OrderType Type { get; init; }
    public required Quantity Quantity { get; init; }
    public Quantity Filled { get; init; }
    public Price? TriggerPrice { get; init; }
    public string Reason { get; init; } = "";
    public required TradeOrderStage Stage { get; init; }
}
