using QuantumTrader.Domain.Market;

namespace QuantumTrader.Unit.Market;

public class VolatilityTests
{
    [Theory]
    [InlineData(0.0, VolatilityBucket.Low, false)]
    [InlineData(0.00499999, VolatilityBucket.Low, false)]
    [InlineData(0.005, VolatilityBucket.Normal, false)]
    [InlineData(0.01499999, VolatilityBucket.Normal, false)]
    [InlineData(0.015, VolatilityBucket.High, false)]
    [InlineData(0.02999999, VolatilityBucket.High, false)]
    [InlineData(0.03, VolatilityBucket.Extreme, true)]
    [InlineData(0.03000001, VolatilityBucket.Extreme, true)]
    [InlineData(5.0, VolatilityBucket.Extreme, true)]
    [InlineData(double.NaN, VolatilityBucket.Unknown, true)]
    [InlineData(double.PositiveInfinity, VolatilityBucket.Unknown, true)]
    [InlineData(double.NegativeInfinity, VolatilityBucket.Unknown, true)]
    [InlineData(-0.0001, VolatilityBucket.Unknown, true)]
    public void Reading_AtEachBound_HasItsBucketAndFlag(double atrOverPrice, VolatilityBucket bucket, bool isHighVol)
    {
        var reading = VolatilityReading.Of(atrOverPrice);
        Assert.Equal((bucket, isHighVol), (reading.Bucket, reading.IsHighVol));
        Assert.Equal(bucket == VolatilityBucket.Unknown, double.IsNaN(reading.AtrOverPrice));
    }

    [Fact]
    public void Reading_NeverAssigned_IsHighVol() => Assert.True(default(VolatilityReading).IsHighVol);

    [Fact]
    public void Monitor_NoBars_IsUnknownAndHighVol() => AssertUnknown(new VolatilityMonitor(TimeSpan.FromMinutes(15)));

    [Fact]
    public void Monitor_FifteenBarsOfTheTimeframe_BecomesKnown()
    {
        var monitor = new VolatilityMonitor(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 15 * 15; i++)
        {
            AssertUnknown(monitor);
            monitor.OnCandle(Bars.At(Bars.Start + (Bars.Minute * i), Bars.Minute, 100, 101, 99, 100));
        }

        // Each bar of 15 minutes spans 99 to 101 around a price of 100.
        Assert.Equal(0.02, monitor.Current.AtrOverPrice, 1e-12);
        Assert.Equal(VolatilityBucket.High, monitor.Current.Bucket);
        Assert.False(monitor.Current.IsHighVol);
    }

    [Theory]
    [InlineData(0.0299, false)]
    [InlineData(0.0301, true)]
    public void Monitor_RangeAroundThreePercent_FlagsFromThreePercentOn(double range, bool isHighVol)
    {
        var monitor = new VolatilityMonitor(Bars.Minute);
        var half = (decimal)range * 50;
        for (var i = 0; i < 15; i++)
        {
            monitor.OnCandle(Bars.At(Bars.Start + (Bars.Minute * i), Bars.Minute, 100, 100 + half, 100 - half, 100));
        }

        Assert.Equal(isHighVol, monitor.Current.IsHighVol);
        Assert.Equal(range, monitor.Current.AtrOverPrice, 1e-12);
    }

    [Fact]
    public void Monitor_BadBarAfterCalm_IsHighVolAgain()
    {
        var monitor = new VolatilityMonitor(Bars.Minute);
        for (var i = 0; i < 20; i++)
        {
            monitor.OnCandle(Bars.Flat(i, 100));
        }

        Assert.False(monitor.Current.IsHighVol);
        monitor.OnCandle(Bars.Flat(20, 0));
        AssertUnknown(monitor);
        monitor.OnCandle(Bars.Flat(21, 100));
        AssertUnknown(monitor);
    }

    private static void AssertUnknown(VolatilityMonitor monitor)
    {
        Assert.Equal(VolatilityBucket.Unknown, monitor.Current.Bucket);
        Assert.True(monitor.Current.IsHighVol);
    }
}
