using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The market data cannot be decided on.</summary>
public sealed record DataNever(Symbol Symbol) : DenialReason("DATA_NEVER")
{
    public override string Detail => $"No mark price of {Symbol} came since the start.";
}

public sealed record DataStale(Symbol Symbol, TimeSpan? Age, TimeSpan AgeMax) : DenialReason("DATA_STALE")
{
    public override string Detail => $"The mark price of {Symbol} is from {Say.Age(Age)}; at most {Say.Time(AgeMax)} is allowed.";
}

public sealed record PriceInvalid(Price Mark, Price Reference, Price? Limit) : DenialReason("PRICE_INVALID")
{
    public override string Detail => $"Every price must be above 0: mark {Mark}, decided on {Reference}, limit {Limit?.ToString() ?? "none"}.";
}

public sealed record PriceOutsideCollar(Price Mark, Price Reference, Price? Limit, Fraction Collar) : DenialReason("PRICE_OUTSIDE_COLLAR")
{
    public override string Detail => $"Decided on {Reference}, limit {Limit?.ToString() ?? "none"}; each must be within {Say.Percent(Collar)} of the mark {Mark}.";
}
