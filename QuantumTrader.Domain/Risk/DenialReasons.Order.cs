using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The order itself, its signal or its timing is at fault.</summary>
public sealed record ConfidenceTooLow(double Confidence, double Limit) : DenialReason("CONFIDENCE_TOO_LOW")
{
    public override string Detail => Say.It($"The signal's confidence is {Confidence}; at least {Limit} is needed.");
}

public sealed record ConfidenceInvalid(double Confidence) : DenialReason("CONFIDENCE_INVALID")
{
    public override string Detail => Say.It($"The signal's confidence is {Confidence}; it must be a number from 0 to 1.");
}

public sealed record DuplicateOrder(Symbol Symbol, OrderSide Side, TimeSpan? SinceLast, TimeSpan Window) : DenialReason("DUPLICATE_ORDER")
{
    public override string Detail => $"The last {Side} entry of {Symbol} went out {Say.Age(SinceLast)}; at least {Say.Time(Window)} must lie between two.";
}

public sealed record OrderRateExceeded(int Sent, int Limit) : DenialReason("ORDER_RATE_EXCEEDED")
{
    public override string Detail => Say.It($"{Sent} entries went out in the last minute; at most {Limit} are allowed.");
}

public sealed record IntentTooOld(TimeSpan Age, TimeSpan AgeMax) : DenialReason("INTENT_TOO_OLD")
{
    public override string Detail => $"The order was decided {Say.Age(Age)}; at most {Say.Time(AgeMax)} is allowed.";
}

public sealed record QuantityInvalid(Quantity Quantity) : DenialReason("QUANTITY_INVALID")
{
    public override string Detail => $"The quantity is {Quantity}; it must be above 0.";
}

public sealed record ReduceOnlyMissing(OrderPurpose Purpose) : DenialReason("REDUCE_ONLY_MISSING")
{
    public override string Detail => $"An order of purpose {Purpose} must be reduce-only; only an Entry may add risk.";
}

public sealed record SideInvalid(OrderPurpose Purpose, OrderSide Side, PositionSide PositionSide) : DenialReason("SIDE_INVALID")
{
    public override string Detail => $"{Side} does not fit the purpose {Purpose} on the {PositionSide} leg.";
}

public sealed record IntentInvalid(OrderPurpose Purpose, OrderType Type, bool ReduceOnly, Price? Limit) : DenialReason("INTENT_INVALID")
{
    public override string Detail => $"The order contradicts itself: purpose {Purpose}, type {Type}, reduce-only {ReduceOnly}, limit {Limit?.ToString() ?? "none"}, or its symbol or id is missing.";
}

public sealed record ArithmeticOverflow(Price Reference, Quantity Quantity) : DenialReason("ARITHMETIC_OVERFLOW")
{
    public override string Detail => $"The numbers are too large to reckon with: price {Reference}, quantity {Quantity}.";
}
