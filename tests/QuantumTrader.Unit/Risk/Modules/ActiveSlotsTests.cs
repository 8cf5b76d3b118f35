using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Unit.Risk.Governor;

namespace QuantumTrader.Unit.Risk.Modules;

public class ActiveSlotsTests
{
    [Theory]
    [InlineData(25.0, 0.0, 4, DirectiveReason.SlotsBase)]
    [InlineData(39.99, 0.49, 4, DirectiveReason.SlotsBase)]
    [InlineData(40.0, 0.0, 6, DirectiveReason.SlotsTrendStrong)]
    [InlineData(24.99, 0.0, 3, DirectiveReason.SlotsRange)]
    [InlineData(double.NaN, 0.0, 3, DirectiveReason.SlotsRange)]
    [InlineData(60.0, 0.5, 3, DirectiveReason.SlotsVolatilitySpike)]
    [InlineData(60.0, double.NaN, 3, DirectiveReason.SlotsVolatilitySpike)]
    public void Decide_TheMarket_GivesTheSlots(double adx, double highVol, int slots, DirectiveReason reason)
    {
        var directive = Decide(Facts.Sound with { Market = new MarketFacts(adx, highVol) });

        Assert.Equal((true, slots, reason), (directive.AllowsNewTrades, directive.PositionsMax, directive.Reason));
    }

    [Fact]
    public void Decide_PolicyAllowsFewer_ThePolicysCount()
    {
        var policy = DefaultPolicy.Create(Facts.Now);
        policy = policy with { Modes = policy.Modes.ToDictionary(m => m.Key, m => m.Value with { PositionsMax = 2 }) };

        Assert.Equal(2, Decide(Facts.Sound with { Policy = policy }).PositionsMax);
    }

    [Fact]
    public void Decide_Correlation_IsHeldToEightyPercentUnlessItIsNotLookedAt()
    {
        var facts = Facts.Sound;

        Assert.Equal(0.80, new ActiveSlots().Decide(in facts).CorrelationMax);
        Assert.Null(new ActiveSlots { CorrelationMax = null }.Decide(in facts).CorrelationMax);
        Assert.Contains("correlation with another position at most 0.80", new ActiveSlots().Decide(in facts).Why, StringComparison.Ordinal);
    }

    private static Directive Decide(ModuleFacts facts) => new ActiveSlots().Decide(in facts);
}
