using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>The next thing to do so that a trade's orders become what they should be.</summary>
public abstract record ProtectionAction
{
    private ProtectionAction()
    {
    }

    public sealed record Place(OrderPurpose Purpose, OrderType Type, Quantity Quantity, Price Trigger) : ProtectionAction;

    public sealed record Cancel(TradeOrder Order) : ProtectionAction;
}
