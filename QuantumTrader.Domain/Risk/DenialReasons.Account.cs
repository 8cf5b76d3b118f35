using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The account or the engine is not in a state to take risk.</summary>
public sealed record EquityUnknown() : DenialReason("EQUITY_UNKNOWN")
{
    public override string Detail => "The account's equity could not be read.";
}

public sealed record EquityStale(TimeSpan? Age, TimeSpan AgeMax) : DenialReason("EQUITY_STALE")
{
    public override string Detail => $"The account's equity is from {Say.Age(Age)}; at most {Say.Time(AgeMax)} is allowed.";
}

public sealed record EquityNotPositive(Usd Equity) : DenialReason("EQUITY_NOT_POSITIVE")
{
    public override string Detail => $"The account's equity is {Say.Money(Equity)}.";
}

public sealed record DayOpenUnknown(Usd? DayOpenEquity) : DenialReason("DAY_OPEN_UNKNOWN")
{
    public override string Detail => $"The equity at the start of the UTC day is {Say.OrUnknown(DayOpenEquity)}; without it the day's loss has no measure.";
}

public sealed record DailyLossLimit(Usd Equity, Usd DayOpenEquity, Fraction Limit) : DenialReason("DAILY_LOSS_LIMIT")
{
    public override string Detail => $"Equity is {Say.Money(Equity)} after {Say.Money(DayOpenEquity)} at the start of the UTC day; the loss must be below {Say.Percent(Limit)}.";
}

public sealed record DrawdownUnconfirmed(DrawdownStatus Status) : DenialReason("DRAWDOWN_UNCONFIRMED")
{
    public override string Detail => $"The drawdown is {Status}; no new risk until a reading clears it.";
}

public sealed record DrawdownLimit(Fraction? Limit) : DenialReason("DRAWDOWN_LIMIT")
{
    public override string Detail => $"The drawdown limit of {(Limit is { } limit ? Say.Percent(limit) : "unknown size")} was reached.";
}

public sealed record SymbolBlocked(Symbol Symbol) : DenialReason("SYMBOL_BLOCKED")
{
    public override string Detail => $"{Symbol} is blocked: an order of unknown outcome or an illegal transition must be cleared first.";
}

public sealed record JournalUnavailable() : DenialReason("JOURNAL_UNAVAILABLE")
{
    public override string Detail => "Facts cannot be made durable; what is not recorded is not traded.";
}

public sealed record Standby() : DenialReason("STANDBY")
{
    public override string Detail => "This process does not hold the lease of the account, cannot prove it, or is still taking over.";
}

public sealed record RedisUnavailable(string? Cause) : DenialReason("REDIS_UNAVAILABLE")
{
    public override string Detail => $"The shared store cannot be used: {(string.IsNullOrWhiteSpace(Cause) ? "it was not proved yet" : Cause)}.";
}

public sealed record BacklogTooLarge(long? Backlog, long Limit) : DenialReason("BACKLOG_TOO_LARGE")
{
    public override string Detail => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Backlog is { } waiting ? $"{waiting} events wait" : "An unknown number of events waits")} for the shared store; at most {Limit} may, or a stand-by would take over blind.");
}
