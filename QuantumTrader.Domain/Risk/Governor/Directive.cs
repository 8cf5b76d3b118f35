using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>
/// What one module allows: who, why, with which numbers, until when. It concerns entries alone: a close is never scaled or blocked. A value,
/// because it is made on every step. <c>default</c> allows nothing.
/// </summary>
public readonly record struct Directive
{
    public SafetyModule Module { get; init; }
    public bool AllowsNewTrades { get; init; }

    /// <summary>0 to 1; times the size.</summary>
    public Fraction SizeMultiplier { get; init; }

    /// <summary>0 to 1; times the largest leverage.</summary>
    public Fraction LeverageMultiplier { get; init; }

    /// <summary>0 to 1; times the largest exposure.</summary>
    public Fraction ExposureMultiplier { get; init; }

    /// <summary>A tighter limit than the policy's; zero: none.</summary>
    public double ConfidenceMin { get; init; }

    /// <summary>A tighter limit than the policy's; null: none.</summary>
    public int? PositionsMax { get; init; }

    /// <inheritdoc cref="PositionsMax"/>
    public Leverage? LeverageMax { get; init; }

    /// <inheritdoc cref="PositionsMax"/>
    public Fraction? ConcentrationMax { get; init; }

    /// <summary>How much an entry may be the same bet as another position, -1 to 1; null: no limit.</summary>
    public double? CorrelationMax { get; init; }

    /// <summary>The module asks for the emergency stop itself; whether it runs is decided by the triggers.</summary>
    public bool AsksForStop { get; init; }

    public DirectiveReason Reason { get; init; }

    /// <summary>The number that led to it, in the unit of <see cref="Limit"/>; null when there is none.</summary>
    public decimal? Measured { get; init; }

    /// <summary>What would have been sound; null when there is none.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The part of the system that it is about; null when it is about the account.</summary>
    public HealthComponent? Component { get; init; }

    public DateTimeOffset DecidedAtUtc { get; init; }

    /// <summary>Later than this it is stale, and a stale directive allows nothing.</summary>
    public DateTimeOffset ValidUntilUtc { get; init; }

    /// <summary>Until when it holds by itself, such as the end of the UTC day; null: until its cause is over.</summary>
    public DateTimeOffset? HoldsUntilUtc { get; init; }

    /// <summary>Allows everything that the policy allows; what tightens it is added with <c>with</c>.</summary>
    public static Directive Allow(SafetyModule module, DirectiveReason reason, DateTimeOffset nowUtc, TimeSpan validFor) => new()
    {
        Module = module,
        AllowsNewTrades = true,
        SizeMultiplier = Fraction.One,
        LeverageMultiplier = Fraction.One,
        ExposureMultiplier = Fraction.One,
        Reason = reason,
        DecidedAtUtc = nowUtc,
        ValidUntilUtc = nowUtc + validFor,
    };

    /// <summary>For people: what was found, what it means for entries, and until when. Nothing parses it.</summary>
    public string Why => DirectiveText.Of(this);

    /// <summary>True within its time; a directive from the future is not one.</summary>
    public bool IsValidAt(DateTimeOffset nowUtc) => DecidedAtUtc <= nowUtc && nowUtc <= ValidUntilUtc;
}
