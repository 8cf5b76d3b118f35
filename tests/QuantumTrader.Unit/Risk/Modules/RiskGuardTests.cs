using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Risk.Governor;

namespace QuantumTrader.Unit.Risk.Modules;

public class RiskGuardTests
{
    /// <summary>The limit is 5 % of 1,000 USD: 35 USD are near, 50 are the limit, 80 are 1.6 times the limit.</summary>
    [Theory]
    [InlineData("1000", true, "1", DirectiveReason.AllowAll)]
    [InlineData("2000", true, "1", DirectiveReason.AllowAll)]
    [InlineData("965.00000001", true, "1", DirectiveReason.AllowAll)]
    [InlineData("965", true, "0.85", DirectiveReason.RiskManagerDrawdownNear)]
    [InlineData("950.00000001", true, "0.85", DirectiveReason.RiskManagerDrawdownNear)]
    [InlineData("950", false, "0.5", DirectiveReason.RiskManagerDrawdownLimit)]
    [InlineData("920.00000001", false, "0.5", DirectiveReason.RiskManagerDrawdownLimit)]
    [InlineData("920", false, "0", DirectiveReason.RiskManagerEmergencyBrake)]
    [InlineData("-5", false, "0", DirectiveReason.RiskManagerEmergencyBrake)]
    public void Decide_DailyLoss_AtItsBoundaries(string equity, bool allows, string size, DirectiveReason reason)
    {
        var directive = Decide(Facts.WithEquity(Number(equity)));

        Assert.Equal((allows, new Fraction(Number(size)), reason), (directive.AllowsNewTrades, directive.SizeMultiplier, directive.Reason));
    }

    [Theory]
    [InlineData(4, true, "1")]
    [InlineData(5, true, "0.75")]
    [InlineData(7, true, "0.75")]
    [InlineData(8, false, "0.5")]
    [InlineData(100, false, "0.5")]
    public void Decide_LosingStreak_AtItsBoundaries(int streak, bool allows, string size)
    {
        var directive = Decide(Facts.Sound with { LosingStreak = streak });

        Assert.Equal((allows, new Fraction(Number(size))), (directive.AllowsNewTrades, directive.SizeMultiplier));
    }

    [Fact]
    public void Decide_LossAndStreak_TheTighterIsTold()
    {
        Assert.Equal(DirectiveReason.RiskManagerLosingStreak, Decide(Facts.WithEquity(960m) with { LosingStreak = 8 }).Reason);
        Assert.Equal(DirectiveReason.RiskManagerEmergencyBrake, Decide(Facts.WithEquity(900m) with { LosingStreak = 8 }).Reason);
    }

    [Fact]
    public void Decide_AnythingMissing_Denies()
    {
        Assert.False(Decide(default).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { Policy = null }).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { Equity = null }).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { DayOpenEquity = null }).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { DayOpenEquity = Usd.Zero }).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { LosingStreak = null }).AllowsNewTrades);
        Assert.False(Decide(Facts.Sound with { IsEmergency = true }).AllowsNewTrades);
    }

    [Fact]
    public void Why_SaysWhoTheNumbersAndUntilWhen() => Assert.Equal(
        "Risk Guard: The day's loss is 6 % of its opening equity; 5 % leads here. Entries: no new trades, size x 0.5, leverage x 0.5. It holds until 2025-03-05 00:00:00Z.",
        Decide(Facts.WithEquity(940m)).Why);

    private static Directive Decide(ModuleFacts facts) => new RiskGuard().Decide(in facts);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
