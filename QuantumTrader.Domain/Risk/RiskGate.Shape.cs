using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <content>What must hold for every order, closes included: that it is what it says it is.</content>
public static partial class RiskGate
{
    private static DenialSet CheckShape(in OrderIntent intent) =>
        CheckQuantity(intent) | CheckReduceOnly(intent) | CheckSide(intent) | CheckKind(intent);

    private static DenialSet CheckQuantity(in OrderIntent intent) =>
        intent.Quantity.IsPositive ? DenialSet.None : DenialSet.QuantityInvalid;

    private static DenialSet CheckReduceOnly(in OrderIntent intent) =>
        intent.Purpose == OrderPurpose.Entry || intent.ReduceOnly ? DenialSet.None : DenialSet.ReduceOnlyMissing;

    /// <summary>In hedge mode the venue takes no reduce-only flag: side and leg alone say whether an order opens or closes.</summary>
    private static DenialSet CheckSide(in OrderIntent intent)
    {
        var side = intent.PositionSide switch
        {
            PositionSide.Both => intent.Side,
            PositionSide.Long => intent.Purpose == OrderPurpose.Entry ? OrderSide.Buy : OrderSide.Sell,
            PositionSide.Short => intent.Purpose == OrderPurpose.Entry ? OrderSide.Sell : OrderSide.Buy,
            _ => (OrderSide)(-1),
        };
        return intent.Side is OrderSide.Buy or OrderSide.Sell && intent.Side == side ? DenialSet.None : DenialSet.SideInvalid;
    }

    private static DenialSet CheckKind(in OrderIntent intent)
    {
        var known = intent.Symbol != default
            && intent.ClientOrderId != default
            && intent.Type is >= OrderType.Market and <= OrderType.TakeProfitMarket
            && intent.Purpose is >= OrderPurpose.Entry and <= OrderPurpose.Emergency;
        var pricesFit = intent.Type != OrderType.Limit || intent.LimitPrice is not null;
        // A conditional entry would be filled long after it was checked; a reduce-only entry is a contradiction.
        var entryFits = intent.Purpose != OrderPurpose.Entry || (!intent.ReduceOnly && !intent.Type.IsConditional());
        return known && pricesFit && entryFits ? DenialSet.None : DenialSet.IntentInvalid;
    }
}
