using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.Integration.Venue;

public sealed class MarketPathTests
{
    [Theory]
    [InlineData(10, 12, 9, 11, "10 9 12 11")]
    [InlineData(11, 12, 9, 10, "11 12 9 10")]
    [InlineData(10, 10, 10, 10, "10")]
    public void Prices_WithFourTicks_AreTheCorners(int open, int high, int low, int close, string distinct)
    {
        var prices = BarPath.Prices(new Bar(0, 60_000, open, high, low, close, 1m, 1m), 4, 0.1m);

        Assert.Equal(distinct, string.Join(' ', prices.Distinct()));
    }

    [Fact]
    public void Prices_OfAnyBar_StayInsideAndMeetEveryCornerInOrder()
    {
        var random = new QuantumTrader.Domain.Units.SeededRandom(5);
        for (var round = 0; round < 2_000; round++)
        {
            var (open, close) = (100m + (random.Next(41) / 10m), 100m + (random.Next(41) / 10m));
            var high = Math.Max(open, close) + (random.Next(30) / 10m);
            var low = Math.Min(open, close) - (random.Next(30) / 10m);
            var prices = BarPath.Prices(new Bar(0, 60_000, open, high, low, close, 1m, 1m), 4 + random.Next(40), 0.1m);

            Assert.All(prices, p => Assert.InRange(p, low, high));
            Assert.Equal(open, prices[0]);
            Assert.Equal(close, prices[^1]);
            var (first, second) = close >= open ? (low, high) : (high, low);
            Assert.True(Array.IndexOf(prices, first) <= Array.LastIndexOf(prices, second));
            Assert.All(prices, p => Assert.Equal(0m, p % 0.1m));
        }
    }

    [Fact]
    public void Walk_WithTheSameSeed_IsTheSame()
    {
        var rules = InstrumentCatalogue.WellKnown[0];

        Assert.Equal(Take(new WalkBars(rules, 0, 7), 500), Take(new WalkBars(rules, 0, 7), 500));
        Assert.NotEqual(Take(new WalkBars(rules, 0, 7), 500), Take(new WalkBars(rules, 0, 8), 500));
        Assert.All(Take(new WalkBars(rules, 0, 9), 5_000), b => Assert.True(b.Low > 0m && b.Low <= b.Open && b.Open <= b.High && b.Close <= b.High && b.Low <= b.Close && b.Volume > 0m));
    }

    [Theory]
    [InlineData("1m", 1_670_889_660_000, 1_670_889_720_000)]
    [InlineData("1h", 1_670_889_600_000, 1_670_893_200_000)]
    [InlineData("1w", 1_670_803_200_000, 1_671_408_000_000)] // Monday 2022-12-12
    [InlineData("1M", 1_669_852_800_000, 1_672_531_200_000)] // 2022-12-01
    public void Interval_HoldsAnInstant_BetweenItsBounds(string name, long openMs, long endMs)
    {
        var interval = KlineInterval.Find(name)!;

        Assert.Equal(openMs, interval.OpenMs(1_670_889_666_000));
        Assert.Equal(endMs, interval.EndMs(openMs));
        Assert.Equal(openMs, interval.OpenMs(openMs));
        Assert.Equal(endMs, interval.OpenMs(endMs));
    }

    private static List<Bar> Take(WalkBars walk, int count)
    {
        var bars = new List<Bar>();
        while (bars.Count < count && walk.TryTake(out var bar))
        {
            bars.Add(bar);
        }

        return bars;
    }
}
