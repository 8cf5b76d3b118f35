using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk.Governor;

/// <summary>What the modules say, at the gate: they lower, and never raise.</summary>
public class GovernedGateTests
{
    [Fact]
    public void Check_NoVerdict_DeniesUnderItsOwnCodeAlone() => Assert.Equal(DenialSet.DirectiveMissing, Given.Denials(Given.Inputs with { Governor = default }));

    [Fact]
    public void Check_VerdictTooOldOrFromTheFuture_DeniesAsStale()
    {
        Assert.Equal(DenialSet.None, With(v => v with { ValidUntilUtc = Given.Now }));
        Assert.Equal(DenialSet.DirectiveStale, With(v => v with { ValidUntilUtc = Given.Now.AddTicks(-1) }));
        Assert.Equal(DenialSet.DirectiveStale, With(v => v with { JudgedAtUtc = Given.Now.AddTicks(1) }));
    }

    [Fact]
    public void Check_AModuleDenies_DeniesInItsName()
    {
        Assert.Equal(DenialSet.RiskGuardDenied, With(v => v with { Denials = DenialSet.RiskGuardDenied }));
        Assert.Equal(DenialSet.SelfHealingDenied | DenialSet.HedgeFundOsDenied, With(v => v with { Denials = DenialSet.SelfHealingDenied | DenialSet.HedgeFundOsDenied }));
    }

    [Theory]
    [InlineData(2, SafetyModule.ActiveSlots, DenialSet.None)]
    [InlineData(1, SafetyModule.ActiveSlots, DenialSet.ActiveSlotsFull)]
    [InlineData(0, SafetyModule.ActiveSlots, DenialSet.ActiveSlotsFull)]
    [InlineData(1, SafetyModule.HedgeFundOs, DenialSet.HedgeFundOsDenied)]
    public void Check_OnePositionOpen_SlotsMustLeaveRoom(int slots, SafetyModule by, DenialSet expected) =>
        Assert.Equal(expected, With(v => v with { PositionsMax = slots, PositionsMaxBy = by }));

    [Fact]
    public void Check_Multipliers_LowerTheLimits()
    {
        Assert.Equal(DenialSet.None, With(v => v with { SizeMultiplier = new(0.5m) })); // 500 of 1,000
        Assert.Equal(DenialSet.OrderNotionalTooLarge, With(v => v with { SizeMultiplier = new(0.499m) }));
        Assert.Equal(DenialSet.None, With(v => v with { LeverageMultiplier = new(0.6m) })); // 3 of 5
        Assert.Equal(DenialSet.LeverageTooHigh, With(v => v with { LeverageMultiplier = new(0.59m) }));
        Assert.Equal(DenialSet.TotalExposureTooLarge, With(v => v with { ExposureMultiplier = new(0.333m) })); // 1,000 of 999
    }

    [Fact]
    public void Check_TighterLimits_Hold()
    {
        Assert.Equal(DenialSet.ConfidenceTooLow, With(v => v with { ConfidenceMin = 0.71 }));
        Assert.Equal(DenialSet.ConfidenceTooLow, With(v => v with { ConfidenceMin = double.NaN }));
        Assert.Equal(DenialSet.LeverageTooHigh, With(v => v with { LeverageMax = new Leverage(2m) }));
        Assert.Equal(DenialSet.ConcentrationTooLarge, With(v => v with { ConcentrationMax = new Fraction(0.49m) }));
    }

    [Fact]
    public void Check_LooserLimits_RaiseNothing()
    {
        var loose = Given.Agreed with
        {
            SizeMultiplier = new(9m),
            LeverageMultiplier = new(9m),
            ExposureMultiplier = new(9m),
            PositionsMax = 1_000,
            LeverageMax = new Leverage(125m),
            ConcentrationMax = new Fraction(500m),
        };
        var greedy = Given.Entry with { Quantity = new Quantity(0.1m), Leverage = new Leverage(6m), Confidence = 0.49 };
        var now = Given.Inputs with { VenueLeverage = new Leverage(6m), OpenPositions = 30, TotalNotional = new Usd(2_600m) };

        Assert.Equal(RiskGate.Check(greedy, now), RiskGate.Check(greedy, now with { Governor = loose }));
    }

    [Fact]
    public void Explain_TellsTheLimitThatWouldHavePassed()
    {
        var now = Given.Inputs with { Governor = Given.Agreed with { SizeMultiplier = new(0.4m) } };

        Assert.Equal("The order is worth 500 USD; at most 400 USD is allowed.", Assert.Single(RiskGate.Explain(RiskGate.Check(Given.Entry, now), Given.Entry, now)).Detail);
    }

    private static DenialSet With(Func<GovernorVerdict, GovernorVerdict> change) => Given.Denials(Given.Inputs with { Governor = change(Given.Agreed) });
}
