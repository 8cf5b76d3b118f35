using QuantumTrader.Domain.Market.Indicators;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Unit.Market;

namespace QuantumTrader.Unit.Signals;

public class FeatureExtractorTests
{
    [Fact]
    public void Extractor_FiftyBars_IsWarmAndComplete()
    {
        var features = new FeatureExtractor();
        foreach (var (bar, n) in Bars.Walk(3, 60).Select((b, i) => (b, i + 1)))
        {
            features.OnCandle(bar);
            Assert.Equal(n >= 50, features.IsWarm);
            Assert.Equal(n >= 50, features.Current.IsComplete);
        }
    }

    [Fact]
    public void Extractor_OnRandomWalk_PutsEachFeatureInItsPlace()
    {
        var bars = Bars.Walk(4, 80);
        var features = new FeatureExtractor();
        var (ema10, rsi, macd, adx, atr) = (new Ema(10), new Rsi(), new Macd(), new Adx(), new Atr());
        var (ema20, ema50, volatility, ratio) = (new Ema(20), new Ema(50), new RealisedVolatility(), new VolumeRatio());
        foreach (var bar in bars)
        {
            features.OnCandle(bar);
            var (high, low, close) = ((double)bar.High.Value, (double)bar.Low.Value, (double)bar.Close.Value);
            Array.ForEach([ema10.Update, ema20.Update, ema50.Update, rsi.Update, macd.Update, volatility.Update], (Action<double> update) => update(close));
            ratio.Update((double)bar.Volume.Value);
            adx.Update(high, low, close);
            atr.Update(high, low, close);
        }

        var (last, before) = (bars[^1], bars[^2]);
        double[] expected =
        [
            (double)(last.Close.Value / before.Close.Value) - 1, (double)((last.High.Value - last.Low.Value) / last.Close.Value),
            (double)(last.Volume.Value / before.Volume.Value) - 1, ratio.Value, ema10.Value, ema20.Value, ema50.Value, 0, 0,
            rsi.Value, volatility.Value, macd.Value, macd.Signal, macd.Histogram, adx.Value, atr.Value,
        ];
        var actual = new double[FeatureVector.Names.Count];
        features.Current.CopyTo(actual);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Extractor_CrossFeatures_AreSetOnTheCrossingBarOnly()
    {
        var features = new FeatureExtractor();
        var (previousSide20, previousSide50, crossings) = (0, 0, 0);
        foreach (var bar in Bars.Walk(5, 3000))
        {
            features.OnCandle(bar);
            var f = features.Current;
            if (!features.IsWarm)
            {
                previousSide20 = double.IsNaN(f.Ema20) ? 0 : Math.Sign(f.Ema10 - f.Ema20);
                previousSide50 = 0;
                continue;
            }

            var (side20, side50) = (Math.Sign(f.Ema10 - f.Ema20), Math.Sign(f.Ema10 - f.Ema50));
            Assert.Equal(side20 * previousSide20 < 0 ? side20 : 0, f.Ema10Over20Cross);
            Assert.Equal(side50 * previousSide50 < 0 ? side50 : 0, f.Ema10Over50Cross);
            crossings += f.Ema10Over20Cross != 0 ? 1 : 0;
            (previousSide20, previousSide50) = (side20, side50);
        }

        Assert.InRange(crossings, 50, 400);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(-5, 10)]
    [InlineData(100, -1)]
    public void Extractor_ImpossibleBar_IsNotWarmUntilFiftyGoodBars(int price, int volume)
    {
        var features = new FeatureExtractor();
        foreach (var bar in Bars.Walk(6, 60))
        {
            features.OnCandle(bar);
        }

        features.OnCandle(Bars.Flat(60, price, volume));
        Assert.False(features.IsWarm);
        Assert.False(features.Current.IsComplete);
        foreach (var (bar, n) in Bars.Walk(7, 50).Select((b, i) => (b, i + 1)))
        {
            features.OnCandle(bar);
            Assert.Equal(n >= 50, features.IsWarm && features.Current.IsComplete);
        }
    }

    [Fact]
    public void Extractor_AfterBarWithoutTrades_VolumeChangeIsUnknownForOneBar()
    {
        var features = new FeatureExtractor();
        foreach (var bar in Bars.Walk(8, 60))
        {
            features.OnCandle(bar);
        }

        features.OnCandle(Bars.Flat(60, 100, volume: 0));
        Assert.Equal(-1, features.Current.VolumeChange);
        features.OnCandle(Bars.Flat(61, 100, volume: 5));
        Assert.True(double.IsNaN(features.Current.VolumeChange));
        features.OnCandle(Bars.Flat(62, 100, volume: 5));
        Assert.True(features.Current.IsComplete);
    }

    [Fact]
    public void Vector_NotFilled_IsNotComplete() => Assert.False(new FeatureVector().IsComplete);
}
