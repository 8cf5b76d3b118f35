using QuantumTrader.Domain.Market;

namespace QuantumTrader.Unit.Market;

public class CandleAggregatorTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    [Fact]
    public void Aggregator_FiveMinutes_JoinsAndDeliversWithTheLastBar()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        decimal[] highs = [11, 15, 12, 13, 11], lows = [9, 10, 8, 10, 9], closes = [10, 14, 9, 11, 10.5m];
        for (var i = 0; i < 5; i++)
        {
            var bar = Bars.At(Bars.Start + (Bars.Minute * i), Bars.Minute, 10, highs[i], lows[i], closes[i], volume: i + 1);
            Assert.Equal(i == 4, aggregator.TryAdd(bar, out var closed));
            Assert.Equal(i == 4 ? Bars.At(Bars.Start, FiveMinutes, 10, 15, 8, 10.5m, 15) with { QuoteVolume = new(10 + 28 + 27 + 44 + 52.5m) } : default, closed);
        }
    }

    [Fact]
    public void Aggregator_FourHoursFromMinutes_AlignsToTheEpoch()
    {
        var aggregator = new CandleAggregator(TimeSpan.FromHours(4));
        var closed = Enumerable.Range(0, 1440).Select(i => Bars.Flat(i, 100 + i)).Where(b => aggregator.TryAdd(b, out _)).ToList();
        Assert.Equal([4, 8, 12, 16, 20, 0], closed.ConvertAll(b => b.CloseTimeUtc.Hour));
    }

    [Fact]
    public void Aggregator_BeginsInTheMiddle_LeavesTheHalfBucketOut()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        var closed = Closed(aggregator, Enumerable.Range(2, 8));
        Assert.Equal([Bars.Start + FiveMinutes], closed.ConvertAll(c => c.OpenTimeUtc));
    }

    [Fact]
    public void Aggregator_LastBarMissing_DeliversWithTheNextBar()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        var closed = Closed(aggregator, [0, 1, 2, 3, 5]);
        var bucket = Assert.Single(closed);
        Assert.Equal((Bars.Start, FiveMinutes, 103m), (bucket.OpenTimeUtc, bucket.Interval, bucket.Close.Value));
    }

    [Fact]
    public void Aggregator_GapAcrossBuckets_StartsTheLateOneAnyway()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        var closed = Closed(aggregator, [0, 1, 2, 3, 4, 12, 13, 14, 15]);
        Assert.Equal([0, 10], closed.ConvertAll(c => (c.OpenTimeUtc - Bars.Start).TotalMinutes));
    }

    [Fact]
    public void Aggregator_OnlyTheBucketsLastBarCame_DeliversItOnceWithTheNext()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        var closed = Closed(aggregator, [0, 1, 2, 3, 4, 9, 10, 11]);
        Assert.Equal([(0.0, 104m), (5.0, 109m)], closed.ConvertAll(c => ((c.OpenTimeUtc - Bars.Start).TotalMinutes, c.Close.Value)));
    }

    [Fact]
    public void Aggregator_FeedAsLongAsTimeframe_PassesThrough()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        var hour = Bars.At(Bars.Start, TimeSpan.FromHours(1), 1, 2, 1, 2);
        Assert.True(aggregator.TryAdd(hour, out var closed));
        Assert.Equal(hour, closed);
        var same = Bars.At(Bars.Start.AddHours(1), FiveMinutes, 1, 2, 1, 2);
        Assert.True(aggregator.TryAdd(same, out closed));
        Assert.Equal(same, closed);
    }

    [Fact]
    public void Aggregator_BarFromThePast_IsRefusedAndCounted()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        Closed(aggregator, [0, 1]);
        Assert.False(aggregator.TryAdd(Bars.Flat(1, 999), out _));
        Assert.False(aggregator.TryAdd(Bars.Flat(0, 999), out _));
        Assert.Equal(2, aggregator.RefusedCount);
        var closed = Closed(aggregator, [2, 3, 4]);
        Assert.Equal(104m, closed[0].High.Value);
    }

    [Fact]
    public void Aggregator_IntervalThatDoesNotDivide_Throws()
    {
        var aggregator = new CandleAggregator(FiveMinutes);
        Assert.Throws<ArgumentException>(() => aggregator.TryAdd(Bars.At(Bars.Start, TimeSpan.FromMinutes(3), 1, 1, 1, 1), out _));
        Assert.Throws<ArgumentException>(() => aggregator.TryAdd(Bars.At(Bars.Start, TimeSpan.Zero, 1, 1, 1, 1), out _));
    }

    private static List<Candle> Closed(CandleAggregator aggregator, IEnumerable<int> minutes)
    {
        List<Candle> all = [];
        foreach (var minute in minutes)
        {
            if (aggregator.TryAdd(Bars.Flat(minute, 100 + minute), out var closed))
            {
                all.Add(closed);
            }
        }

        return all;
    }
}
