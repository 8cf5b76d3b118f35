using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>What the triggers look at, taken at one moment. What is null is unknown.</summary>
public readonly record struct TriggerFacts
{
    public required DateTimeOffset NowUtc { get; init; }

    /// <summary>The close of the last bar in market time, which runs faster than the clock for a market that is made; null before the first.</summary>
    public DateTimeOffset? MarketUtc { get; init; }

    /// <summary>The last judgement of the drawdown monitor.</summary>
    public DrawdownReading Equity { get; init; }

    /// <summary>When that reading was taken: two looks at one reading confirm nothing.</summary>
    public DateTimeOffset? EquityAtUtc { get; init; }

    /// <summary>Deposits less withdrawals since the account was first read; only differences mean something.</summary>
    public Usd NetTransfers { get; init; }

    public bool PositionsOpen { get; init; }

    /// <summary>The policy's daily limit, as a share of the day's opening equity.</summary>
    public Fraction? DailyLossMax { get; init; }

    public DateOnly? DailyLimitOn { get; init; }

    public DateOnly? DailyStopOn { get; init; }

    /// <summary>USD a minute.</summary>
    public Usd? LossVelocityMax { get; init; }

    /// <summary>The gate's own limit of entries a minute.</summary>
    public int? EntriesPerMinuteMax { get; init; }

    /// <summary>The oldest mark of what is held, or the newest of all when nothing is; null before the first.</summary>
    public DateTimeOffset? MarkAtUtc { get; init; }

    /// <summary>Between two bars in live operation; zero when it is not known.</summary>
    public TimeSpan BarEvery { get; init; }

    /// <summary>Since when the ledger and the venue have differed.</summary>
    public DateTimeOffset? MismatchSinceUtc { get; init; }

    /// <summary>For people.</summary>
    public string? Mismatch { get; init; }

    /// <summary>Why the system is in a critical state, for people; null when it is not.</summary>
    public string? CriticalCause { get; init; }

    public DateOnly DayUtc => DateOnly.FromDateTime(NowUtc.UtcDateTime);

    public DateTimeOffset DayEndsUtc => new(NowUtc.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
}
