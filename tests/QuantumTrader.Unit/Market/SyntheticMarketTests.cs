using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

public class SyntheticMarketTests
{
    [Fact]
    public void Market_SameSeed_GivesTheSameBarsAndAnotherSeedOthers()
    {
        Assert.Equal(Take(new SyntheticMarket(5), 300), Take(new SyntheticMarket(5), 300));
        Assert.NotEqual(Take(new SyntheticMarket(5), 300), Take(new SyntheticMarket(6), 300));
    }

    [Fact]
    public void Market_SkippedAhead_GoesOnWithTheBarsOfOneThatWasNot()
    {
        var (walked, skipped) = (new SyntheticMarket(5), new SyntheticMarket(5));
        Take(walked, 5_000);
        skipped.Skip(5_000);
        Assert.Equal(Take(walked, 50), Take(skipped, 50));
        Assert.Equal(walked.Index, skipped.Index);
    }

    [Fact]
    public void Market_ManyBars_AreSoundOnTheirTickAndJoined()
    {
        var market = new SyntheticMarket(9);
        var shapes = SyntheticSymbol.Defaults;
        var bars = new MarketBar[shapes.Count];
        var closes = shapes.Select(s => (decimal?)null).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            market.Next(bars);
            for (var s = 0; s < bars.Length; s++)
            {
                var c = bars[s].Candle;
                Assert.Equal(shapes[s].Symbol, bars[s].Symbol);
                Assert.Equal(SyntheticMarket.EpochUtc.AddMinutes(i), c.OpenTimeUtc);
                Assert.True(c.Low.IsValid && c.Low <= c.Open && c.Low <= c.Close && c.High >= c.Open && c.High >= c.Close, c.ToString());
                Assert.True(c.Volume.IsPositive && c.QuoteVolume.Value > 0 && c.Volume.Value % shapes[s].StepSize == 0, c.ToString());
                Assert.True((c.Open.Value % shapes[s].TickSize, c.High.Value % shapes[s].TickSize, c.Low.Value % shapes[s].TickSize) == (0, 0, 0), c.ToString());
                Assert.Equal(closes[s] ?? c.Open.Value, c.Open.Value);
                closes[s] = c.Close.Value;
            }
        }
    }

    [Fact]
    public void Market_LongRun_HasEveryRegimeHighVolatilityAndCrashesButStaysInBand()
    {
        const int Days = 60;
        var market = new SyntheticMarket(1);
        var monitors = market.Symbols.Select(_ => new VolatilityMonitor(TimeSpan.FromHours(1))).ToArray();
        var bars = new MarketBar[market.Symbols.Count];
        var regimes = new HashSet<SyntheticRegime>();
        var (highVolBars, calmBars, worstHour) = (0, 0, 0.0);
        var btc = new double[Days * 1440];
        for (var i = 0; i < btc.Length; i++)
        {
            market.Next(bars);
            regimes.Add(market.Regime);
            btc[i] = (double)bars[0].Candle.Close.Value;
            worstHour = Math.Min(worstHour, i >= 60 ? (btc[i] / btc[i - 60]) - 1 : 0);
            for (var s = 0; s < bars.Length; s++)
            {
                monitors[s].OnCandle(bars[s].Candle);
                var known = monitors[s].Current.Bucket != VolatilityBucket.Unknown;
                highVolBars += known && monitors[s].Current.IsHighVol ? 1 : 0;
                calmBars += monitors[s].Current.Bucket is VolatilityBucket.Low or VolatilityBucket.Normal ? 1 : 0;
                Assert.InRange((double)bars[s].Candle.Close.Value / (double)SyntheticSymbol.Defaults[s].PriceStart.Value, 0.2, 5);
            }
        }

        Assert.Equal(Enum.GetValues<SyntheticRegime>().Length, regimes.Count);
        Assert.InRange(highVolBars, 100, btc.Length);
        Assert.True(calmBars > 10 * highVolBars, $"{calmBars} calm, {highVolBars} wild");
        Assert.InRange(worstHour, -0.40, -0.05);
    }

    [Fact]
    public void Market_Returns_AreCorrelatedAndClusterInVolatility()
    {
        var returns = Take(new SyntheticMarket(3), 20_000).Chunk(6)
            .Select(step => Array.ConvertAll(step, b => Math.Log((double)b.Candle.Close.Value / (double)b.Candle.Open.Value))).ToArray();
        var (btc, eth) = (Array.ConvertAll(returns, r => r[0]), Array.ConvertAll(returns, r => r[1]));
        Assert.InRange(Correlation(btc, eth), 0.5, 0.95);
        var size = Array.ConvertAll(btc, Math.Abs);
        Assert.True(Correlation(size[..^1], size[1..]) > 0.1);
    }

    [Fact]
    public void Market_NextAndSkip_AllocateNothing()
    {
        var market = new SyntheticMarket(2);
        var bars = new MarketBar[market.Symbols.Count];
        void Run()
        {
            for (var i = 0; i < 500; i++)
            {
                market.Next(bars);
            }

            market.Skip(500);
        }

        Assert.Equal(0, Allocations.Least(Run));
    }

    private static List<MarketBar> Take(SyntheticMarket market, int steps)
    {
        var all = new List<MarketBar>();
        var bars = new MarketBar[market.Symbols.Count];
        for (var i = 0; i < steps; i++)
        {
            market.Next(bars);
            all.AddRange(bars);
        }

        return all;
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
