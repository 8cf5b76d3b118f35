using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Sizing;

public class SizingGridTests
{
    [Fact]
    public void Actions_AreTheHundredAndFiveOfTheGrid()
    {
        Assert.Equal(105, SizingActions.All.Count);
        Assert.Equal([0.00125m, 0.1m, 0.25m, 0.5m, 1m], SizingActions.All.Select(a => a.SizeMultiplier.Value).Distinct());
        Assert.Equal([3m, 5m, 8m, 12m, 18m, 25m, 35m], SizingActions.All.Select(a => a.Leverage.Value).Distinct());
        Assert.Equal("size_0.00|lev_3.0|tpsl_conservative", SizingActions.At(0).Key);
        Assert.Equal("size_1.00|lev_35.0|tpsl_aggressive", SizingActions.At(104).Key);
    }

    [Fact]
    public void Actions_EachKey_LeadsBackToItsIndex()
    {
        for (var index = 0; index < SizingActions.Count; index++)
        {
            Assert.True(SizingActions.TryIndexOf(SizingActions.At(index).Key, out var found));
            Assert.Equal(index, found);
        }

        Assert.False(SizingActions.TryIndexOf(null, out _));
        Assert.False(SizingActions.TryIndexOf("", out _));
    }

    [Fact]
    public void States_EachKey_LeadsBackToItsIndex()
    {
        for (var index = 0; index < SizingStates.Count; index++)
        {
            Assert.True(SizingStates.TryIndexOf(SizingStates.KeyOf(index), out var found));
            Assert.Equal(index, found);
            Assert.Equal(SizingStates.KeyOf(index).StartsWith("high_vol", StringComparison.Ordinal), SizingStates.IsHighVol(index));
        }

        Assert.Equal(240, Enumerable.Range(0, SizingStates.Count).Select(SizingStates.KeyOf).Distinct().Count());
        Assert.False(SizingStates.TryIndexOf(null, out _));
    }

    [Theory]
    [InlineData(false, 25.1, 0.85, "0", 0.60, "low_vol_trending|very_high|light|good")]
    [InlineData(true, 25.0, 0.8499, "0.30", 0.5999, "high_vol_ranging|high|moderate|neutral")]
    [InlineData(true, 26.0, 0.6999, "0.60", 0.45, "high_vol_trending|medium|heavy|neutral")]
    [InlineData(false, 0.0, 0.5499, "0.80", 0.4499, "low_vol_ranging|low|max|bad")]
    [InlineData(false, double.NaN, 0.4499, "0.7999", double.NaN, "low_vol_ranging|very_low|heavy|bad")]
    [InlineData(true, double.NaN, double.NaN, "0.2999", 0.5, "high_vol_ranging|very_low|light|neutral")]
    public void States_Boundaries_FallIntoTheirBuckets(bool highVol, double adx, double confidence, string exposure, double winRate, string expected)
    {
        var share = new Fraction(decimal.Parse(exposure, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, SizingStates.KeyOf(SizingStates.IndexOf(highVol, adx, confidence, share, winRate)));
    }

    [Fact]
    public void ExitPlans_HaveThePublishedDistances() =>
        Assert.Equal(
            [("conservative", 2.5m, 1.25m, 1.0m, 50m), ("balanced", 3.0m, 1.5m, 1.5m, 50m), ("aggressive", 4.0m, 2.0m, 2.0m, 50m)],
            ExitPlan.All.Select(p => (p.Name, p.TakeProfit.Percent, p.PartialTakeProfit.Percent, p.StopLoss.Percent, p.PartialShare.Percent)));

    [Fact]
    public void SizingReasonNames_EachReason_HasItsWord()
    {
        Assert.Equal(["FALLBACK_HIGH_VOL", "DEFAULT_UNTRAINED", "EXPLORED", "LEARNED"], Enum.GetValues<SizingReason>().Select(SizingReasonNames.NameOf));
        Assert.Throws<ArgumentOutOfRangeException>(() => SizingReasonNames.NameOf((SizingReason)9));
    }
}
