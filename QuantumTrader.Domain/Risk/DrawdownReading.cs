using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>One judgement of the drawdown monitor.</summary>
public readonly record struct DrawdownReading
{
    public required DrawdownStatus Status { get; init; }

    /// <summary>Set from the trip on.</summary>
    public DrawdownCause? Cause { get; init; }

    /// <summary>True for the one reading that tripped: the moment to ask for the emergency stop.</summary>
    public bool JustTripped { get; init; }

    /// <summary>Null when it could not be read; zero or less when everything is lost.</summary>
    public Usd? Equity { get; init; }

    /// <summary>Null before the first equity.</summary>
    public Usd? Peak { get; init; }

    /// <summary>The highest equity ever; null before the first.</summary>
    public Usd? AllTimePeak { get; init; }

    /// <summary>(peak - equity) / peak, at least 0; null when equity is unknown. Reckoned when asked for, because a division is dear and few ask.</summary>
    public Fraction? Drawdown => NotBelowZero(FallFrom(Peak));

    /// <summary>As <see cref="Drawdown"/>, from the highest equity ever.</summary>
    public Fraction? AllTimeDrawdown => NotBelowZero(FallFrom(AllTimePeak));

    public required Fraction Limit { get; init; }

    public Fraction AllTimeLimit { get; init; }

    /// <summary>How much of the nearer limit is used up; of the last known equity while it cannot be read.</summary>
    public DrawdownTier Tier { get; init; }

    /// <summary>Which limit is suspected or was reached; meaningless before.</summary>
    public DrawdownLimitKind LimitReached { get; init; }

    /// <summary>The first equity at the limit; null while nothing is suspected.</summary>
    public Usd? FirstAtLimit { get; init; }

    /// <summary>That first equity was already a tenth of the limit past it: no order could have kept the limit.</summary>
    public bool IsGap { get; init; }

    /// <summary>Equity at the start of the UTC day, moved by transfers.</summary>
    public Usd? DayOpenEquity { get; init; }

    /// <summary>(day's opening equity - equity) / day's opening equity; negative on a good day; null when unknown.</summary>
    public Fraction? DailyLoss => FallFrom(DayOpenEquity);

    private Fraction? FallFrom(Usd? from) => Equity is { } equity && from is { } whole ? (whole - equity).ShareOf(whole) : null;

    /// <summary>Above a peak, which rises with the second reading only, nothing has fallen.</summary>
    private static Fraction? NotBelowZero(Fraction? fall) => fall is { Value: < 0m } ? Fraction.Zero : fall;
}
