using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk.Governor;

public class SafetyGovernorTests
{
    [Fact]
    public void Judge_NobodyInstalled_HasNoVoteAndAllows()
    {
        var verdict = Judge([.. SafetyModules.All.Select(m => new GovernorSeat(m))]);

        Assert.True(verdict.AllowsNewTrades);
        Assert.Equal((SafetyLevel.Normal, (SafetyModule?)null, Fraction.One), (verdict.Level, verdict.Primary, verdict.SizeMultiplier));
    }

    [Fact]
    public void Judge_SeveralMultipliers_TheLowestWins()
    {
        var verdict = Judge(
            FakeModule.Seated(SafetyModule.SelfHealing, d => d with { SizeMultiplier = new(0.9m), LeverageMultiplier = new(0.4m), ExposureMultiplier = new(0.7m) }),
            FakeModule.Seated(SafetyModule.RiskGuard, d => d with { SizeMultiplier = new(0.6m), LeverageMultiplier = new(0.8m) }),
            FakeModule.Seated(SafetyModule.HedgeFundOs, d => d with { SizeMultiplier = new(1.3m), PositionsMax = 5, ConfidenceMin = 0.75 }),
            FakeModule.Seated(SafetyModule.ActiveSlots, d => d with { PositionsMax = 4, ConfidenceMin = 0.6 }));

        Assert.Equal((new Fraction(0.6m), new Fraction(0.4m), new Fraction(0.6m)), (verdict.SizeMultiplier, verdict.LeverageMultiplier, verdict.ExposureMultiplier));
        Assert.Equal((4, SafetyModule.ActiveSlots, 0.75), (verdict.PositionsMax, verdict.PositionsMaxBy, verdict.ConfidenceMin));
        Assert.Equal((SafetyLevel.Defensive, SafetyModule.RiskGuard), (verdict.Level, verdict.Primary));
    }

    [Theory]
    [InlineData(1.0, 1.0, SafetyLevel.Normal, 1.0)]
    [InlineData(1.0, 0.51, SafetyLevel.Normal, 1.0)]
    [InlineData(0.75, 0.75, SafetyLevel.Cautious, 0.85)]
    [InlineData(0.5, 0.5, SafetyLevel.Defensive, 0.6)]
    [InlineData(0.0, 0.0, SafetyLevel.Emergency, 0.0)]
    [InlineData(-3.0, -1.0, SafetyLevel.Emergency, 0.0)]
    public void Judge_LevelByTheMeanMultiplier_LowersTheExposure(double size, double leverage, SafetyLevel level, double exposure)
    {
        var verdict = Judge(FakeModule.Seated(SafetyModule.RiskGuard, d => d with { SizeMultiplier = new((decimal)size), LeverageMultiplier = new((decimal)leverage) }));

        Assert.Equal((level, new Fraction((decimal)exposure)), (verdict.Level, verdict.ExposureMultiplier));
        Assert.True(verdict.SizeMultiplier >= Fraction.Zero);
    }

    [Fact]
    public void Judge_InstalledAndSilent_Denies()
    {
        var silent = new GovernorSeat(SafetyModule.RiskGuard, new FakeModule(SafetyModule.RiskGuard, _ => default));

        var verdict = Judge(silent);

        Assert.Equal((DenialSet.DirectiveMissing, false), (verdict.Denials, verdict.AllowsNewTrades));
    }

    [Fact]
    public void Judge_StaleDirective_DeniesFromTheFirstTickAfterItsTime()
    {
        GovernorSeat[] seats = [FakeModule.Seated(SafetyModule.RiskGuard)];

        Assert.Equal(DenialSet.None, SafetyGovernor.Judge(seats, false, Facts.Now + Facts.ValidFor).Denials);
        Assert.Equal(DenialSet.DirectiveStale, SafetyGovernor.Judge(seats, false, Facts.Now + Facts.ValidFor + TimeSpan.FromTicks(1)).Denials);
        Assert.Equal(DenialSet.DirectiveStale, SafetyGovernor.Judge(seats, false, Facts.Now - TimeSpan.FromTicks(1)).Denials);
    }

    [Fact]
    public void Judge_ThrowingModule_DeniesUntilItAnswersAgain()
    {
        var throws = true;
        var seat = new GovernorSeat(SafetyModule.HedgeFundOs, new FakeModule(
            SafetyModule.HedgeFundOs, f => throws ? throw new InvalidOperationException("no decision") : Directive.Allow(SafetyModule.HedgeFundOs, DirectiveReason.AllowAll, f.NowUtc, f.ValidFor)));
        seat.Ask(Facts.Sound);
        Assert.Equal(DenialSet.DirectiveFailed, Judge(seat).Denials);
        Assert.Equal("AI-HFOS: no decision", seat.Describe(Facts.Now));

        throws = false;
        seat.Ask(Facts.Sound);
        Assert.Equal(DenialSet.None, Judge(seat).Denials);

        throws = true;
        seat.Ask(Facts.Sound);
        Assert.Equal(DenialSet.DirectiveFailed, Judge(seat).Denials); // its last answer is still young, and does not count
    }

    [Fact]
    public void Judge_ModuleThatAnswersForAnother_Denies()
    {
        var seat = new GovernorSeat(SafetyModule.RiskGuard, new FakeModule(SafetyModule.RiskGuard, f => Directive.Allow(SafetyModule.SelfHealing, DirectiveReason.AllowAll, f.NowUtc, f.ValidFor)));
        seat.Ask(Facts.Sound);

        Assert.Equal(DenialSet.DirectiveFailed, Judge(seat).Denials);
    }

    [Fact]
    public void Judge_EmergencyStop_StandsAboveEverybody()
    {
        var verdict = SafetyGovernor.Judge([FakeModule.Seated(SafetyModule.SelfHealing)], isEmergency: true, Facts.Now);

        Assert.False(verdict.AllowsNewTrades);
        Assert.Equal((SafetyLevel.Emergency, Fraction.Zero), (verdict.Level, verdict.SizeMultiplier));
    }

    [Fact]
    public void Judge_NaNConfidence_IsTheHighestDemand()
    {
        var verdict = Judge(FakeModule.Seated(SafetyModule.HedgeFundOs, d => d with { ConfidenceMin = double.NaN }), FakeModule.Seated(SafetyModule.ActiveSlots, d => d with { ConfidenceMin = 0.1 }));

        Assert.False(1.0 >= verdict.Raise(0.5));
    }

    [Fact]
    public void Apply_Entry_IsMadeSmallerInWholeCentsAndNeverLarger()
    {
        var lowered = Judge(FakeModule.Seated(SafetyModule.RiskGuard, d => d with { SizeMultiplier = new(0.333m) }));
        var raised = Judge(FakeModule.Seated(SafetyModule.RiskGuard, d => d with { SizeMultiplier = new(2m) }));

        Assert.Equal(new Usd(33.30m), SafetyGovernor.Apply(lowered, OrderPurpose.Entry, new Usd(100.01m)));
        Assert.Equal(new Usd(100m), SafetyGovernor.Apply(raised, OrderPurpose.Entry, new Usd(100m)));
        Assert.Equal(Usd.Zero, SafetyGovernor.Apply(default, OrderPurpose.Entry, new Usd(100m)));
    }

    [Fact]
    public void Judge_EverySeatTaken_AllocatesNothing()
    {
        GovernorSeat[] seats = [.. SafetyModules.All.Select(m => FakeModule.Seated(m))];

        Assert.Equal(0, TestSupport.Allocations.Least(() => SafetyGovernor.Judge(seats, false, Facts.Now)));
    }

    private static GovernorVerdict Judge(params GovernorSeat[] seats) => SafetyGovernor.Judge(seats, isEmergency: false, Facts.Now);
}
