using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>
/// Makes one verdict of what the modules say. The lowest multiplier wins; one "no" is a no, however urgent it called itself; the reason
/// that is named is that of the denying module with the highest priority. A seat without a module has no vote; a module that is
/// installed and says nothing, speaks of the past or throws denies. Above them all stands the emergency stop. Pure, and allocates nothing.
/// </summary>
public static class SafetyGovernor
{
    private static readonly Fraction CautiousMax = new(0.75m);
    private static readonly Fraction DefensiveMax = new(0.5m);

    /// <param name="seats">By priority; the first is the highest.</param>
    /// <param name="isEmergency">The emergency stop holds.</param>
    public static GovernorVerdict Judge(ReadOnlySpan<GovernorSeat> seats, bool isEmergency, DateTimeOffset nowUtc)
    {
        var verdict = new GovernorVerdict
        {
            IsJudged = true,
            JudgedAtUtc = nowUtc,
            ValidUntilUtc = DateTimeOffset.MaxValue,
            IsEmergency = isEmergency,
            SizeMultiplier = isEmergency ? Fraction.Zero : Fraction.One,
            LeverageMultiplier = isEmergency ? Fraction.Zero : Fraction.One,
            ExposureMultiplier = Fraction.One,
        };
        foreach (var seat in seats)
        {
            verdict = With(verdict, seat, nowUtc);
        }

        var level = LevelOf(verdict);
        return verdict with
        {
            Level = level,
            ExposureMultiplier = Fraction.Min(verdict.ExposureMultiplier, ExposureOf(level)),
            Primary = PrimaryOf(seats, verdict, nowUtc),
        };
    }

    /// <summary>
    /// How large an order may be after the verdict: an entry is made smaller or nothing, in whole cents; whatever closes a position stays as it
    /// is, also while nothing new is allowed.
    /// </summary>
    public static Usd Apply(in GovernorVerdict verdict, OrderPurpose purpose, Usd notional) =>
        purpose != OrderPurpose.Entry ? notional
        : !verdict.AllowsNewTrades ? Usd.Zero
        : new Usd(decimal.Round(notional.Value * Fraction.Min(verdict.SizeMultiplier, Fraction.One).Value, 2, MidpointRounding.ToZero));

    private static GovernorVerdict With(in GovernorVerdict so, GovernorSeat seat, DateTimeOffset nowUtc) => seat.StateAt(nowUtc) switch
    {
        SeatState.NotInstalled => so,
        SeatState.Missing => so with { Denials = so.Denials | DenialSet.DirectiveMissing },
        SeatState.Stale => so with { Denials = so.Denials | DenialSet.DirectiveStale },
        SeatState.Allows or SeatState.Denies => With(so, seat.Last.GetValueOrDefault()),
        _ => so with { Denials = so.Denials | DenialSet.DirectiveFailed },
    };

    private static GovernorVerdict With(in GovernorVerdict so, in Directive directive)
    {
        var fewer = directive.PositionsMax is { } max && !(so.PositionsMax <= max);
        return so with
        {
            ValidUntilUtc = directive.ValidUntilUtc < so.ValidUntilUtc ? directive.ValidUntilUtc : so.ValidUntilUtc,
            Denials = directive.AllowsNewTrades ? so.Denials : so.Denials | SafetyModules.DenialOf(directive.Module),
            AsksForStop = so.AsksForStop || directive.AsksForStop,
            SizeMultiplier = Lowest(so.SizeMultiplier, directive.SizeMultiplier),
            LeverageMultiplier = Lowest(so.LeverageMultiplier, directive.LeverageMultiplier),
            ExposureMultiplier = Lowest(so.ExposureMultiplier, directive.ExposureMultiplier),
            ConfidenceMin = Math.Max(so.ConfidenceMin, directive.ConfidenceMin), // NaN stays, as the highest demand of all
            PositionsMax = fewer ? directive.PositionsMax : so.PositionsMax,
            PositionsMaxBy = fewer ? directive.Module : so.PositionsMaxBy,
            LeverageMax = directive.LeverageMax is { } leverage && !(so.LeverageMax <= leverage) ? leverage : so.LeverageMax,
            CorrelationMax = directive.CorrelationMax is { } correlation && !(so.CorrelationMax <= correlation) ? correlation : so.CorrelationMax,
            ConcentrationMax = directive.ConcentrationMax is { } share && !(so.ConcentrationMax <= share) ? share : so.ConcentrationMax,
        };
    }

    /// <summary>Never below zero: a negative size would turn an order round.</summary>
    private static Fraction Lowest(Fraction so, Fraction asked) => asked < so ? (asked > Fraction.Zero ? asked : Fraction.Zero) : so;

    private static SafetyLevel LevelOf(in GovernorVerdict verdict)
    {
        var mean = new Fraction((verdict.SizeMultiplier.Value + verdict.LeverageMultiplier.Value) / 2m);
        return mean <= Fraction.Zero ? SafetyLevel.Emergency
            : mean <= DefensiveMax ? SafetyLevel.Defensive
            : mean <= CautiousMax ? SafetyLevel.Cautious
            : SafetyLevel.Normal;
    }

    private static Fraction ExposureOf(SafetyLevel level) => level switch
    {
        SafetyLevel.Normal => Fraction.One,
        SafetyLevel.Cautious => new(0.85m),
        SafetyLevel.Defensive => new(0.6m),
        _ => Fraction.Zero,
    };

    /// <summary>The first that denies; where none does, the first of those that lower the size most.</summary>
    private static SafetyModule? PrimaryOf(ReadOnlySpan<GovernorSeat> seats, in GovernorVerdict verdict, DateTimeOffset nowUtc)
    {
        SafetyModule? lowers = null;
        foreach (var seat in seats)
        {
            var state = seat.StateAt(nowUtc);
            if (state is not (SeatState.NotInstalled or SeatState.Allows))
            {
                return seat.Module;
            }

            if (state == SeatState.Allows && lowers is null && verdict.SizeMultiplier < Fraction.One && seat.Last?.SizeMultiplier <= verdict.SizeMultiplier)
            {
                lowers = seat.Module;
            }
        }

        return lowers;
    }
}
