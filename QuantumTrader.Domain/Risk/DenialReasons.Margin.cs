using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The order would bind too much of the account, or bring it too near to its end.</summary>
public sealed record ConcentrationTooLarge(Symbol Symbol, Usd Held, Usd Asked, Usd Equity, Fraction ShareMax) : DenialReason("CONCENTRATION_TOO_LARGE")
{
    public override string Detail => $"{Symbol} is held for {Say.Money(Held)} and {Say.Money(Asked)} would be added; one symbol may be at most {Say.Percent(ShareMax)} of the equity of {Say.Money(Equity)}, {Say.Money(Equity * ShareMax)}.";
}

public sealed record MarginUseTooLarge(Usd InUse, Usd Asked, Usd Equity, Fraction ShareMax) : DenialReason("MARGIN_USE_TOO_LARGE")
{
    public override string Detail => $"{Say.Money(InUse)} of margin are bound and {Say.Money(Asked)} would be added; at most {Say.Percent(ShareMax)} of the equity of {Say.Money(Equity)} may be.";
}

public sealed record CapitalMaxExceeded(Usd InUse, Usd Asked, Usd Max) : DenialReason("CAPITAL_MAX_EXCEEDED")
{
    public override string Detail => $"{Say.Money(InUse)} of margin are bound and {Say.Money(Asked)} would be added; Live:CapitalMax allows {Say.Money(Max)}.";
}

/// <param name="Alone">The order's own distance on its own margin, 1 / leverage less what the venue demands; null when it is not known.</param>
/// <param name="Together">The account's distance when everything falls together; null when it is not known.</param>
/// <param name="IsKnown">What the venue demands of the positions is known.</param>
public sealed record LiquidationTooNear(Fraction? Alone, Fraction? Together, bool IsKnown, Fraction DistanceMin) : DenialReason("LIQUIDATION_TOO_NEAR")
{
    public override string Detail => IsKnown
        ? $"Liquidation would be {Say.OrUnknown(Alone)} away for this order alone and {Say.OrUnknown(Together)} for the account; each must be at least {Say.Percent(DistanceMin)}, and farther than the stop."
        : "The venue's maintenance margin is not known, so that nobody can say how near liquidation is.";
}

public sealed record LeverageNotVerified(Symbol Symbol, Leverage Asked, Leverage? AtVenue) : DenialReason("LEVERAGE_NOT_VERIFIED")
{
    public override string Detail => $"{Symbol} has leverage {AtVenue?.ToString() ?? "unknown"} at the venue; the order was made for {Asked}.";
}

public sealed record MarkMovedTooFar(Symbol Symbol, MarkRange Range, TimeSpan Span, Fraction MoveMax) : DenialReason("MARK_MOVED_TOO_FAR")
{
    public override string Detail => Range.IsKnown
        ? $"{Symbol} moved between {Range.Lowest} and {Range.Highest} within {Say.Time(Span)}; at most {Say.Percent(MoveMax)} is allowed, up to {Range.Lowest.MovedBy(MoveMax)}."
        : $"How far {Symbol} moved within {Say.Time(Span)} is not known.";
}

public sealed record SelfTrade(Symbol Symbol, OrderSide Side, Price? Limit, OwnOrders? Opposing) : DenialReason("SELF_TRADE")
{
    public override string Detail => Opposing is { } own
        ? Say.It($"{own.Count} own orders of the other side rest in {Symbol}, the nearest at {own.Nearest?.ToString() ?? "an unknown price"}; {Side} at {Limit?.ToString() ?? "the market"} could be filled by them.")
        : $"Our own resting orders in {Symbol} are not known.";
}

public sealed record RepeatedExecution(Symbol Symbol, OrderSide Side, ThrottleFacts Throttle, int Limit, TimeSpan Window) : DenialReason("REPEATED_EXECUTION")
{
    public override string Detail =>
        !Throttle.IsKnown ? $"Whether {Side} entries of {Symbol} were switched off is not known."
        : Throttle is { IsOff: true, Executions: 0 } ? Say.It($"{Side} entries of {Symbol} are switched off since {Say.At(Throttle.OffSinceUtc)}, because the venue took a position away; a named person must switch them on.")
        : Throttle.IsOff ? Say.It($"{Side} entries of {Symbol} are switched off since {Say.At(Throttle.OffSinceUtc)}, after {Throttle.Executions} executions within {Say.Time(Window)}; a named person must switch them on.")
        : Say.It($"{Throttle.Executions} {Side} entries of {Symbol} were executed within {Say.Time(Window)} and {Throttle.UnderWay} are on their way; together at most {Limit} are allowed.");
}
