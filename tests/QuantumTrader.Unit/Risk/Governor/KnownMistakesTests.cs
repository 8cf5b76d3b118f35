using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk.Governor;

/// <summary>Mistakes that modules of this kind are known to make, each by name; none of them is ours.</summary>
public class KnownMistakesTests
{
    [Theory]
    [InlineData(SafetyModule.SelfHealing, SafetyModule.HedgeFundOs, SafetyModule.SelfHealing)]
    [InlineData(SafetyModule.RiskGuard, SafetyModule.ActiveSlots, SafetyModule.RiskGuard)]
    [InlineData(SafetyModule.ActiveSlots, SafetyModule.PortfolioBalancer, SafetyModule.ActiveSlots)]
    public void PrimaryReason_IsTheLowestPriorityBlocker_IsTheHighest(SafetyModule one, SafetyModule other, SafetyModule expected) =>
        Assert.Equal(expected, Judge(Denying(one), Denying(other)).Primary);

    [Theory]
    [InlineData(DirectiveReason.SlotsBase)]
    [InlineData(DirectiveReason.RiskManagerLosingStreak)]
    [InlineData(DirectiveReason.HfosReduceGlobalRisk)]
    public void BlockOfLowUrgency_DoesNotBlock_Blocks(DirectiveReason reason) =>
        Assert.False(Judge(FakeModule.Seated(SafetyModule.ActiveSlots, d => d with { AllowsNewTrades = false, Reason = reason })).AllowsNewTrades);

    [Fact]
    public void SlotsFull_DoesNotBlock_Blocks() =>
        Assert.Equal(DenialSet.ActiveSlotsFull, Given.Denials(Given.Inputs with { OpenPositions = 4, Governor = Given.Agreed with { PositionsMax = 4, PositionsMaxBy = SafetyModule.ActiveSlots } }));

    [Fact]
    public void NoDirectives_AreTakenAsLeave_Deny() => Assert.Equal(DenialSet.DirectiveMissing, Given.Denials(Given.Inputs with { Governor = default }));

    [Fact]
    public void GovernorThatThrows_IsTakenAsLeave_Denies()
    {
        var seat = new GovernorSeat(SafetyModule.RiskGuard, new FakeModule(SafetyModule.RiskGuard, _ => throw new TimeoutException("no answer")));
        seat.Ask(Facts.Sound);

        Assert.False(Judge(seat).AllowsNewTrades);
    }

    /// <summary>0.06 % of loss against a limit of 5 %: compared as 0.06 with 0.05, it blocked everything.</summary>
    [Theory]
    [InlineData("999.4", true)]
    [InlineData("999.1", true)]
    [InlineData("951", true)]
    [InlineData("950", false)]
    public void DailyLossInPercentAgainstALimitInShares_IsComparedInOneUnit(string equity, bool allows) =>
        Assert.Equal(allows, Guard(Facts.WithEquity(decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture))).AllowsNewTrades);

    [Theory]
    [InlineData("1050")]
    [InlineData("1100")]
    public void GainWithoutItsSign_BlocksLikeALoss_IsNoLoss(string equity) =>
        Assert.Equal(DirectiveReason.AllowAll, Guard(Facts.WithEquity(decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture))).Reason);

    [Fact]
    public void HedgeFundOs_AnswersInAShapeThatNobodyReads_IsHeard()
    {
        var seat = new GovernorSeat(SafetyModule.HedgeFundOs, new HedgeFundOs());
        seat.Ask(Facts.Sound with { IsEmergency = true });

        Assert.Equal(DenialSet.HedgeFundOsDenied, Judge(seat).Denials);
    }

    [Theory]
    [InlineData(OrderPurpose.Exit)]
    [InlineData(OrderPurpose.StopLoss)]
    [InlineData(OrderPurpose.Emergency)]
    public void CloseIsScaledByTheMultipliers_ToNothing_StaysWhole(OrderPurpose purpose)
    {
        var nothing = Judge(FakeModule.Seated(SafetyModule.SelfHealing, d => d with { AllowsNewTrades = false, SizeMultiplier = Fraction.Zero }));

        Assert.Equal(new Usd(1_234.56m), SafetyGovernor.Apply(nothing, purpose, new Usd(1_234.56m)));
        Assert.Equal(DenialSet.None, RiskGate.Check(Given.Close(purpose), Given.Inputs with { Governor = nothing }));
    }

    [Fact]
    public void HedgeFundOs_DirectivesAreOnlyLogged_HoldAtTheGate()
    {
        var seat = new GovernorSeat(SafetyModule.HedgeFundOs, new HedgeFundOs());
        seat.Ask(Facts.WithEquity(960m));

        Assert.Equal(DenialSet.ConfidenceTooLow, Given.Denials(Given.Inputs with { Governor = Judge(seat) with { ConcentrationMax = null, SizeMultiplier = Fraction.One } }));
    }

    [Theory]
    [InlineData(HfosRiskMode.Aggressive)]
    [InlineData(HfosRiskMode.Normal)]
    [InlineData(HfosRiskMode.Safe)]
    public void HedgeFundOs_CrashesWhenItBecomesCritical_FromAnyModeItDoesNot(HfosRiskMode before)
    {
        var module = new HedgeFundOs();
        var facts = Facts.WithEquity(before switch { HfosRiskMode.Safe => 960m, HfosRiskMode.Normal => 980m, _ => 1_000m });
        Assert.Equal(before, HedgeFundOs.ModeOf(facts, HfosScores.Of(facts)));
        module.Decide(facts);

        Assert.Equal(DirectiveReason.HfosDisallowNewTrades, module.Decide(facts with { IsEmergency = true }).Reason);
        Assert.Equal(DirectiveReason.HfosDisallowNewTrades, module.Decide(facts with { Health = default }).Reason);
    }

    [Fact]
    public void HedgeFundOs_EmergencyActionsAreNotCarriedOn_ReachTheVerdict()
    {
        var seat = new GovernorSeat(SafetyModule.HedgeFundOs, new HedgeFundOs());
        seat.Ask(Facts.Sound with { Health = default });

        Assert.True(Judge(seat).AsksForStop);
    }

    [Fact]
    public void UnusablePolicy_FallsThroughToOlderChecks_Denies()
    {
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithLimits(l => l with { LeverageMax = new Leverage(0m) })));
        Assert.Equal(DenialSet.PolicyInvalid, Given.Denials(Given.WithLimits(_ => null!)));
    }

    [Fact]
    public void RiskPerTradeInPercentAgainstAShare_IsComparedInOneUnit()
    {
        // 1.5 % of 1,000 USD is 15 USD: 500 USD x 3 %.
        Assert.Equal(DenialSet.None, Given.Denials(Given.Inputs with { StopLoss = new Fraction(0.03m) }));
        Assert.Equal(DenialSet.RiskPerTradeTooLarge, Given.Denials(Given.Inputs with { StopLoss = new Fraction(0.031m) }));
    }

    [Fact]
    public void NoListOfAllowedSymbols_DeniesEverything_DeniesNothing() => Assert.Equal(DenialSet.None, Given.Denials(Given.Inputs));

    [Theory]
    [InlineData(29, DenialSet.None)]
    [InlineData(30, DenialSet.MaxPositions)]
    public void PositionsAreCountedInTheWrongList_CountAtTheGate(int open, DenialSet expected) => Assert.Equal(expected, Given.Denials(Given.Inputs with { OpenPositions = open }));

    [Fact]
    public void Brake_ReleasesItselfAfterAnHour_Holds()
    {
        var late = Facts.Sound with { NowUtc = Facts.Now.AddHours(2), IsEmergency = true };

        Assert.False(Guard(late).AllowsNewTrades);
    }

    [Fact]
    public void RiskOfTheTrade_IsAConstant_IsItsNotionalTimesItsStop()
    {
        var small = Given.Entry with { Quantity = new Quantity(0.005m) };

        Assert.Equal(DenialSet.None, RiskGate.Check(small, Given.Inputs with { StopLoss = new Fraction(0.06m) }));
        Assert.Equal(DenialSet.RiskPerTradeTooLarge, Given.Denials(Given.Inputs with { StopLoss = new Fraction(0.06m) }));
    }

    [Fact]
    public void NoPolicy_BlocksTheSlots()
    {
        Assert.False(new ActiveSlots().Decide(Facts.Sound with { Policy = null }).AllowsNewTrades);
        Assert.Equal(DenialSet.PolicyMissing, Given.Denials(Given.Inputs with { Policy = PolicySnapshot.Never }));
    }

    private static Directive Guard(ModuleFacts facts) => new RiskGuard().Decide(in facts);

    private static GovernorSeat Denying(SafetyModule module) => FakeModule.Seated(module, d => d with { AllowsNewTrades = false });

    /// <summary>Those that are named, in the order of priority.</summary>
    private static GovernorVerdict Judge(params GovernorSeat[] seats) => SafetyGovernor.Judge([.. seats.OrderBy(s => s.Module)], isEmergency: false, Facts.Now);
}
