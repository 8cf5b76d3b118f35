using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Risk.Governor;

namespace QuantumTrader.Unit.Risk.Modules;

public class SelfHealingTests
{
    [Fact]
    public void Decide_EverythingWell_AllowsAll()
    {
        var directive = Decide(HealthFacts.AllOk);

        Assert.Equal((true, Fraction.One, DirectiveReason.AllowAll), (directive.AllowsNewTrades, directive.SizeMultiplier, directive.Reason));
    }

    [Theory]
    [InlineData(HealthComponent.Journal, ComponentState.Down, false, 1.0, DirectiveReason.SelfHealingNoNewTrades)]
    [InlineData(HealthComponent.Store, ComponentState.Down, false, 1.0, DirectiveReason.SelfHealingNoNewTrades)]
    [InlineData(HealthComponent.Tasks, ComponentState.Down, false, 1.0, DirectiveReason.SelfHealingNoNewTrades)]
    [InlineData(HealthComponent.Venue, ComponentState.Down, false, 0.5, DirectiveReason.SelfHealingDefensiveExit)]
    [InlineData(HealthComponent.MarketData, ComponentState.Down, false, 0.5, DirectiveReason.SelfHealingDefensiveExit)]
    [InlineData(HealthComponent.Venue, ComponentState.Degraded, true, 0.75, DirectiveReason.SelfHealingSafeRiskProfile)]
    [InlineData(HealthComponent.Store, ComponentState.Unknown, false, 1.0, DirectiveReason.FactsMissing)]
    [InlineData(HealthComponent.Venue, (ComponentState)99, false, 1.0, DirectiveReason.FactsMissing)]
    public void Decide_OnePartNotWell_HoldsBack(HealthComponent part, ComponentState state, bool allows, double size, DirectiveReason reason)
    {
        var directive = Decide(With(HealthFacts.AllOk, part, state));

        Assert.Equal((allows, new Fraction((decimal)size), reason, part), (directive.AllowsNewTrades, directive.SizeMultiplier, directive.Reason, directive.Component));
    }

    [Fact]
    public void Decide_TheWorstPartIsTold()
    {
        var ill = With(With(HealthFacts.AllOk, HealthComponent.Journal, ComponentState.Degraded), HealthComponent.Venue, ComponentState.Down);

        Assert.Equal(HealthComponent.Venue, Decide(ill).Component);
        Assert.Equal("Self-Healing: The venue is down. Entries: no new trades, size x 0.5, leverage x 0.5.", Decide(ill).Why);
    }

    [Fact]
    public void Decide_ThreePartsDown_AllowsNothingAtAll()
    {
        var two = With(With(HealthFacts.AllOk, HealthComponent.Journal, ComponentState.Down), HealthComponent.Store, ComponentState.Down);
        var three = With(two, HealthComponent.Tasks, ComponentState.Down);

        Assert.Equal(DirectiveReason.SelfHealingNoNewTrades, Decide(two).Reason);
        Assert.Equal((DirectiveReason.SelfHealingEmergencyShutdown, Fraction.Zero), (Decide(three).Reason, Decide(three).SizeMultiplier));
    }

    [Fact]
    public void Decide_NothingKnown_Denies() => Assert.False(Decide(default).AllowsNewTrades);

    private static HealthFacts With(HealthFacts so, HealthComponent part, ComponentState state) => part switch
    {
        HealthComponent.Journal => so with { Journal = state },
        HealthComponent.Store => so with { Store = state },
        HealthComponent.MarketData => so with { MarketData = state },
        HealthComponent.Venue => so with { Venue = state },
        _ => so with { Tasks = state },
    };

    private static Directive Decide(HealthFacts health) => new SelfHealing().Decide(Facts.Sound with { Health = health });
}
