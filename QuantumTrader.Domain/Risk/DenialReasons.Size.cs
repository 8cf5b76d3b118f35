using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The order is too large, too levered or too unprotected.</summary>
public sealed record MaxPositions(int Open, int Limit) : DenialReason("MAX_POSITIONS")
{
    public override string Detail => Say.It($"{Open} positions are open or opening; at most {Limit} are allowed.");
}

public sealed record OrderNotionalTooLarge(Usd Asked, Usd Limit) : DenialReason("ORDER_NOTIONAL_TOO_LARGE")
{
    public override string Detail => $"The order is worth {Say.Money(Asked)}; at most {Say.Money(Limit)} is allowed.";
}

public sealed record SymbolNotionalTooLarge(Symbol Symbol, Usd Held, Usd Asked, Usd Limit) : DenialReason("SYMBOL_NOTIONAL_TOO_LARGE")
{
    public override string Detail => $"{Symbol} is held for {Say.Money(Held)} and {Say.Money(Asked)} would be added; together at most {Say.Money(Limit)} is allowed.";
}

public sealed record TotalExposureTooLarge(Usd Held, Usd Asked, Usd Equity, Fraction MultipleMax) : DenialReason("TOTAL_EXPOSURE_TOO_LARGE")
{
    public override string Detail => $"{Say.Money(Held)} are held and {Say.Money(Asked)} would be added; together at most {MultipleMax} times the equity of {Say.Money(Equity)} is allowed.";
}

public sealed record ExposureUnknown(int? OpenPositions, int? EntriesInLastMinute, Usd? SymbolNotional, Usd? TotalNotional, Usd? MarginInUse) : DenialReason("EXPOSURE_UNKNOWN")
{
    public override string Detail => Say.It($"What is held is not known: positions {Say.OrUnknown(OpenPositions)}, entries in the last minute {Say.OrUnknown(EntriesInLastMinute)}, this symbol {Say.OrUnknown(SymbolNotional)}, all {Say.OrUnknown(TotalNotional)}, margin {Say.OrUnknown(MarginInUse)}.");
}

public sealed record LeverageTooHigh(Leverage Asked, Leverage Limit) : DenialReason("LEVERAGE_TOO_HIGH")
{
    public override string Detail => $"Leverage {Asked} was asked for; at most {Limit} is allowed.";
}

public sealed record LeverageInvalid(Leverage Asked) : DenialReason("LEVERAGE_INVALID")
{
    public override string Detail => $"Leverage {Asked} is outside 1 to 125.";
}

public sealed record RiskPerTradeTooLarge(Usd Notional, Fraction StopLoss, Usd Equity, Fraction ShareMax) : DenialReason("RISK_PER_TRADE_TOO_LARGE")
{
    public override string Detail => $"{Say.Money(Notional)} with a stop at {Say.Percent(StopLoss)} risks more than {Say.Percent(ShareMax)} of the equity of {Say.Money(Equity)}.";
}

public sealed record StopLossInvalid(Fraction StopLoss) : DenialReason("STOP_LOSS_INVALID")
{
    public override string Detail => $"The stop distance is {Say.Percent(StopLoss)}; it must be above 0 % and below 100 %.";
}
