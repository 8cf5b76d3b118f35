using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>
/// What all modules allow together. A multiplier is never above 1: nothing here raises what the policy allows. <c>default</c> is no
/// verdict and denies every entry; its limits are then the policy's, so that the other reasons are told as they are.
/// </summary>
public readonly record struct GovernorVerdict
{
    public bool IsJudged { get; init; }
    public DateTimeOffset JudgedAtUtc { get; init; }

    /// <summary>The earliest end of all directives.</summary>
    public DateTimeOffset ValidUntilUtc { get; init; }

    public SafetyLevel Level { get; init; }

    /// <summary>One bit per module that does not allow new trades.</summary>
    public DenialSet Denials { get; init; }

    /// <summary>The module of highest priority that denies, or else that lowers the size most; null when none does either.</summary>
    public SafetyModule? Primary { get; init; }

    /// <summary>The emergency stop, which stands above every module.</summary>
    public bool IsEmergency { get; init; }

    /// <summary>A module asks for the emergency stop.</summary>
    public bool AsksForStop { get; init; }

    public Fraction SizeMultiplier { get; init; }
    public Fraction LeverageMultiplier { get; init; }
    public Fraction ExposureMultiplier { get; init; }

    /// <summary>Zero: the policy's.</summary>
    public double ConfidenceMin { get; init; }

    /// <summary>Null: the policy's.</summary>
    public int? PositionsMax { get; init; }

    /// <summary>Who set <see cref="PositionsMax"/>.</summary>
    public SafetyModule PositionsMaxBy { get; init; }

    /// <inheritdoc cref="PositionsMax"/>
    public Leverage? LeverageMax { get; init; }

    /// <inheritdoc cref="PositionsMax"/>
    public Fraction? ConcentrationMax { get; init; }

    /// <summary>Null: no limit.</summary>
    public double? CorrelationMax { get; init; }

    public bool AllowsNewTrades => IsJudged && !IsEmergency && Denials == DenialSet.None;

    /// <summary>What it denies at <paramref name="nowUtc"/>: a verdict that nobody gave, or gave too long ago, denies under its own code.</summary>
    public DenialSet DenialsAt(DateTimeOffset nowUtc) =>
        !IsJudged ? DenialSet.DirectiveMissing
        : JudgedAtUtc <= nowUtc && nowUtc <= ValidUntilUtc ? Denials
        : Denials | DenialSet.DirectiveStale;

    /// <summary>The denial of whoever allows no more positions than are open.</summary>
    public DenialSet DenialsFor(int openPositions) =>
        !IsJudged || PositionsMax is not { } max || openPositions < max ? DenialSet.None : SafetyModules.DenialOf(PositionsMaxBy);

    /// <summary>The largest notional of one position.</summary>
    public Usd Lower(Usd positionSizeCap) => IsJudged && SizeMultiplier < Fraction.One ? positionSizeCap * SizeMultiplier : positionSizeCap;

    /// <summary>The largest exposure, as a multiple of equity.</summary>
    public Fraction Lower(Fraction exposureMax) => IsJudged && ExposureMultiplier < Fraction.One ? exposureMax * ExposureMultiplier : exposureMax;

    /// <summary>The largest leverage, a whole number where it was lowered and never below 1.</summary>
    public Leverage Lower(Leverage leverageMax)
    {
        if (!IsJudged)
        {
            return leverageMax;
        }

        var scaled = LeverageMultiplier < Fraction.One ? new Leverage(Math.Max(1m, decimal.Floor(leverageMax.Value * LeverageMultiplier.Value))) : leverageMax;
        return LeverageMax is { } own ? Leverage.Min(own, Leverage.Min(scaled, leverageMax)) : Leverage.Min(scaled, leverageMax);
    }

    public Fraction LowerConcentration(Fraction concentrationMax) =>
        IsJudged && ConcentrationMax is { } own ? Fraction.Min(own, concentrationMax) : concentrationMax;

    /// <summary>The least confidence; NaN stays NaN and denies.</summary>
    public double Raise(double confidenceMin) => IsJudged ? Math.Max(confidenceMin, ConfidenceMin) : confidenceMin;
}
