using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Risk.Governor;

namespace QuantumTrader.Unit.Risk.Modules;

public class HedgeFundOsTests
{
    [Theory]
    [InlineData("1000", 1, HfosRiskMode.Aggressive)]
    [InlineData("985.00000001", 7, HfosRiskMode.Aggressive)]
    [InlineData("1000", 8, HfosRiskMode.Normal)]
    [InlineData("985", 1, HfosRiskMode.Normal)]
    [InlineData("970", 1, HfosRiskMode.Normal)]
    [InlineData("969.99999999", 1, HfosRiskMode.Safe)]
    public void ModeOf_LossAndPositions_AtTheirBoundaries(string equity, int open, HfosRiskMode mode) =>
        Assert.Equal(mode, ModeOf(Facts.WithEquity(decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture)) with { OpenPositions = open }));

    [Fact]
    public void ModeOf_EmergencyOrNothingKnown_IsCritical()
    {
        Assert.Equal(HfosRiskMode.Critical, ModeOf(Facts.Sound with { IsEmergency = true }));
        Assert.Equal(HfosRiskMode.Critical, ModeOf(Facts.Sound with { Policy = null }));
        Assert.Equal(HfosRiskMode.Critical, ModeOf(Facts.Sound with { Equity = null }));
        Assert.Equal(HfosRiskMode.Critical, ModeOf(default));
        Assert.Equal(HfosRiskMode.Normal, ModeOf(Facts.Sound with { OpenPositions = null }));
    }

    [Fact]
    public void ModeOf_DegradedHealth_IsSafe()
    {
        var twoDown = HealthFacts.AllOk with { Store = ComponentState.Down, Journal = ComponentState.Down };

        Assert.Equal(HfosHealth.Degraded, HfosScores.Of(Facts.Sound with { Health = twoDown }).Health);
        Assert.Equal(HfosRiskMode.Safe, ModeOf(Facts.Sound with { Health = twoDown }));
    }

    [Theory]
    [InlineData(90, 0, HfosHealth.Optimal)]
    [InlineData(90, 1, HfosHealth.Healthy)]
    [InlineData(70, 1, HfosHealth.Healthy)]
    [InlineData(70, 2, HfosHealth.Degraded)]
    [InlineData(69, 0, HfosHealth.Degraded)]
    [InlineData(50, 3, HfosHealth.Degraded)]
    [InlineData(49, 3, HfosHealth.Critical)]
    [InlineData(30, 3, HfosHealth.Critical)]
    [InlineData(29, 0, HfosHealth.Emergency)]
    [InlineData(95, 4, HfosHealth.Emergency)]
    public void Health_OfMeanAndUnhealthy(int mean, int unhealthy, HfosHealth health) => Assert.Equal(health, new HfosScores(mean, unhealthy).Health);

    [Fact]
    public void RiskScore_GainsAddNothingAndLossesCostAtMostTheirShare()
    {
        Assert.Equal(100m, HfosScores.Of(Facts.WithEquity(1_500m)).Mean);
        // 100 - 5 x 2 - 2 x 3 = 84, in the mean of six.
        Assert.Equal((500m + 84m) / 6m, HfosScores.Of(Facts.WithEquity(980m) with { Drawdown = new Fraction(0.03m) }).Mean);
        // 100 - 40 - 30 - 20 = 10
        Assert.Equal((500m + 10m) / 6m, HfosScores.Of(Facts.WithEquity(1m) with { Drawdown = new Fraction(0.99m), IsEmergency = true }).Mean);
    }

    [Fact]
    public void Decide_EachMode_SaysWhatTheTableSays()
    {
        var critical = Decide(Facts.Sound with { IsEmergency = true });
        Assert.Equal((false, 0.85, new Fraction(0.3m), 3, new Leverage(5m), new Fraction(0.15m), new Fraction(0.5m)), Row(critical));
        var safe = Decide(Facts.WithEquity(960m));
        Assert.Equal((true, 0.75, new Fraction(0.6m), 5, new Leverage(10m), new Fraction(0.20m), new Fraction(0.8m)), Row(safe));
        var normal = Decide(Facts.WithEquity(980m));
        Assert.Equal((true, 0.0, Fraction.One, (int?)null, (Leverage?)null, new Fraction(0.30m), Fraction.One), Row(normal));
        Assert.Equal(Row(normal), Row(Decide(Facts.Sound))); // AGGRESSIVE raises nothing
    }

    private static (bool, double, Fraction, int?, Leverage?, Fraction?, Fraction) Row(Directive d) =>
        (d.AllowsNewTrades, d.ConfidenceMin, d.SizeMultiplier, d.PositionsMax, d.LeverageMax, d.ConcentrationMax, d.ExposureMultiplier);

    private static HfosRiskMode ModeOf(ModuleFacts facts) => HedgeFundOs.ModeOf(facts, HfosScores.Of(facts));

    private static Directive Decide(ModuleFacts facts) => new HedgeFundOs().Decide(in facts);
}
