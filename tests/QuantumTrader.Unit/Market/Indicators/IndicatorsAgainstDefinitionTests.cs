using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Indicators;

namespace QuantumTrader.Unit.Market.Indicators;

public class IndicatorsAgainstDefinitionTests
{
    private const int Count = 220;
    private static readonly Candle[] Walk = Bars.Walk(seed: 11, Count);
    private static readonly double[] Closes = Array.ConvertAll(Walk, c => (double)c.Close.Value);
    private static readonly (double High, double Low, double Close)[] HighLowClose =
        Array.ConvertAll(Walk, c => ((double)c.High.Value, (double)c.Low.Value, (double)c.Close.Value));

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(50)]
    public void Ema_OnRandomWalk_EqualsClosedForm(int period)
    {
        var ema = new Ema(period);
        Check(period, i => ema.Update(Closes[i]), () => (ema.IsWarm, ema.Value), n => Naive.Ema(Closes[..n], period));
    }

    [Fact]
    public void Rsi_OnRandomWalk_EqualsDefinition()
    {
        var rsi = new Rsi(14);
        Check(15, i => rsi.Update(Closes[i]), () => (rsi.IsWarm, rsi.Value), n => Naive.Rsi(Closes[..n], 14));
    }

    [Fact]
    public void Atr_OnRandomWalk_EqualsDefinition()
    {
        var atr = new Atr(14);
        Check(15, i => Update(atr.Update, i), () => (atr.IsWarm, atr.Value), n => Naive.Atr(HighLowClose[..n], 14));
    }

    [Fact]
    public void Adx_OnRandomWalk_EqualsDefinition()
    {
        var adx = new Adx(14);
        Check(28, i => Update(adx.Update, i), () => (adx.IsWarm, adx.Value), n => Naive.Adx(HighLowClose[..n], 14));
    }

    [Fact]
    public void RealisedVolatility_OnRandomWalk_EqualsTwoPassDeviation()
    {
        var volatility = new RealisedVolatility(20);
        Check(21, i => volatility.Update(Closes[i]), () => (volatility.IsWarm, volatility.Value), n => Naive.SampleDeviationOfLogReturns(Closes[..n], 20));
    }

    [Fact]
    public void VolumeRatio_OnRandomWalk_EqualsDefinition()
    {
        var volumes = Array.ConvertAll(Walk, c => (double)c.Volume.Value);
        var ratio = new VolumeRatio(20);
        Check(20, i => ratio.Update(volumes[i]), () => (ratio.IsWarm, ratio.Value), n => volumes[n - 1] / volumes[(n - 20)..n].Average());
    }

    [Fact]
    public void Macd_OnRandomWalk_EqualsDefinition()
    {
        var macd = new Macd();
        double Line(int n) => Naive.Ema(Closes[..n], 12) - Naive.Ema(Closes[..n], 26);
        double Signal(int n) => Naive.Ema([.. Enumerable.Range(26, n - 25).Select(Line)], 9);
        for (var n = 1; n <= Count; n++)
        {
            macd.Update(Closes[n - 1]);
            Assert.Equal(n >= 34, macd.IsWarm);
            Assert.Equal(n < 34, double.IsNaN(macd.Value) && double.IsNaN(macd.Signal) && double.IsNaN(macd.Histogram));
            if (n >= 34)
            {
                Assert.Equal(Line(n), macd.Value, 1e-9);
                Assert.Equal(Signal(n), macd.Signal, 1e-9);
                Assert.Equal(Line(n) - Signal(n), macd.Histogram, 1e-9);
            }
        }
    }

    private static void Update(Action<double, double, double> update, int i) => update(HighLowClose[i].High, HighLowClose[i].Low, HighLowClose[i].Close);

    private static void Check(int warmAt, Action<int> update, Func<(bool IsWarm, double Value)> read, Func<int, double> expected)
    {
        for (var n = 1; n <= Count; n++)
        {
            update(n - 1);
            var (isWarm, value) = read();
            Assert.Equal(n >= warmAt, isWarm);
            Assert.Equal(n < warmAt, double.IsNaN(value));
            if (isWarm)
            {
                Assert.Equal(expected(n), value, 1e-9);
            }
        }
    }
}
