using QuantumTrader.Domain.Market.Indicators;

namespace QuantumTrader.Unit.Market.Indicators;

public class IndicatorsByHandTests
{
    [Fact]
    public void Ema_Of3_StartsWithMeanThenHalvesTheDistance()
    {
        var ema = new Ema(3);
        Feed(ema.Update, 1, 2, 3);
        Assert.Equal(2, ema.Value, 1e-12);
        ema.Update(5);
        Assert.Equal(3.5, ema.Value, 1e-12);
    }

    [Fact]
    public void Rsi_OfPublishedExample_GivesPublishedValues()
    {
        // The worked example of StockCharts' ChartSchool: 70.53, then 66.32, then 66.55.
        var rsi = new Rsi(14);
        Feed(rsi.Update, 44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328, 45.6140, 46.2820, 46.2820);
        Assert.Equal(70.53, rsi.Value, 0.005);
        rsi.Update(46.0028);
        Assert.Equal(66.32, rsi.Value, 0.005);
        rsi.Update(46.0328);
        Assert.Equal(66.55, rsi.Value, 0.005);
    }

    [Theory]
    [InlineData(50, new double[] { 5, 5, 5, 5 })]
    [InlineData(100, new double[] { 5, 6, 7, 8 })]
    [InlineData(0, new double[] { 8, 7, 6, 5 })]
    public void Rsi_OneSided_StaysInRange(double expected, double[] prices)
    {
        var rsi = new Rsi(3);
        Feed(rsi.Update, prices);
        Assert.Equal(expected, rsi.Value, 1e-12);
    }

    [Fact]
    public void Atr_WithGaps_CountsFromThePreviousClose()
    {
        var atr = new Atr(2);
        atr.Update(11, 9, 10);
        atr.Update(12, 10, 11); // 2
        atr.Update(11, 8, 9); // 3
        Assert.Equal(2.5, atr.Value, 1e-12);
        atr.Update(15, 14, 14.5); // 15 - 9
        Assert.Equal(4.25, atr.Value, 1e-12);
    }

    [Fact]
    public void Adx_OfStraightRise_Is100AndOfStandstill_Is0()
    {
        var rise = new Adx(3);
        var still = new Adx(3);
        for (var i = 1; i <= 6; i++)
        {
            rise.Update(10 + i, 9 + i, 9.5 + i);
            still.Update(10, 10, 10);
        }

        Assert.Equal(100, rise.Value, 1e-12);
        Assert.Equal(0, still.Value, 1e-12);
    }

    [Fact]
    public void Macd_Of1And2And2_MatchesHandCalculation()
    {
        var macd = new Macd(1, 2, 2);
        Feed(macd.Update, 1, 3, 6); // fast 3, 6; slow 2, 14/3; line 1, 4/3
        Assert.Equal(4.0 / 3, macd.Value, 1e-12);
        Assert.Equal(7.0 / 6, macd.Signal, 1e-12);
        Assert.Equal(1.0 / 6, macd.Histogram, 1e-12);
    }

    [Fact]
    public void RealisedVolatility_OfPlusAndMinusOnePercent_IsRootTwoPercent()
    {
        var volatility = new RealisedVolatility(2);
        Feed(volatility.Update, 100, 100 * Math.Exp(0.01), 100);
        Assert.Equal(0.01 * Math.Sqrt(2), volatility.Value, 1e-12);
    }

    [Fact]
    public void RealisedVolatility_OfSteadyGrowth_IsZeroNotNaN()
    {
        var volatility = new RealisedVolatility(20);
        Feed(volatility.Update, [.. Enumerable.Range(0, 100).Select(i => 100 * Math.Pow(1.01, i))]);
        Assert.Equal(0, volatility.Value, 1e-8);
    }

    [Fact]
    public void VolumeRatio_OfTwo_IncludesTheLastItself()
    {
        var ratio = new VolumeRatio(2);
        Feed(ratio.Update, 10, 30);
        Assert.Equal(1.5, ratio.Value, 1e-12);
    }

    [Fact]
    public void VolumeRatio_NoTradesAtAll_IsWarmButNaN()
    {
        var ratio = new VolumeRatio(3);
        Feed(ratio.Update, 0, 0, 0);
        Assert.True(ratio.IsWarm);
        Assert.True(double.IsNaN(ratio.Value));
    }

    private static void Feed(Action<double> update, params double[] values) => Array.ForEach(values, update);
}
