using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Market;

public class MarkWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly MarkWindow _window = new();

    [Fact]
    public void RangeOf_NoBar_IsNoRange() => Assert.Equal(default, _window.RangeOf(Minute));

    [Fact]
    public void RangeOf_TheLastBarAndTheCloseBefore()
    {
        Add(1, low: 10m, high: 90m, close: 50m);
        Add(2, low: 58m, high: 61m, close: 60m);

        Assert.Equal((new Price(50m), new Price(61m)), _window.RangeOf(Minute));
        Assert.Equal((new Price(10m), new Price(90m)), _window.RangeOf(2 * Minute));
    }

    [Fact]
    public void RangeOf_AJumpBetweenTwoBars_Counts()
    {
        Add(1, low: 100m, high: 100m, close: 100m);
        Add(2, low: 79m, high: 80m, close: 80m);

        Assert.Equal((new Price(79m), new Price(100m)), _window.RangeOf(Minute));
    }

    [Fact]
    public void Add_UnusableOrLateBars_AreLeftOut()
    {
        Add(2, low: 10m, high: 11m, close: 10m);
        Add(1, low: 1m, high: 99m, close: 10m);
        Add(3, low: 0m, high: 99m, close: 10m);
        Add(4, low: 5m, high: 4m, close: 5m);

        Assert.Equal((new Price(10m), new Price(11m)), _window.RangeOf(TimeSpan.FromHours(1)));
    }

    /// <summary>A bad tick that was put right must not make the next bad tick look like no jump.</summary>
    [Fact]
    public void Add_TheLastBarCorrected_CountsWithBothAndTheNextJumpIsFromTheRightClose()
    {
        Add(1, low: 100m, high: 100m, close: 100m);
        Add(2, low: 1_000m, high: 1_000m, close: 1_000m);
        Add(2, low: 100m, high: 101m, close: 101m);
        Assert.Equal((new Price(100m), new Price(1_000m)), _window.RangeOf(Minute));

        Add(3, low: 1_000m, high: 1_001m, close: 1_000m);
        Assert.Equal((new Price(101m), new Price(1_001m)), _window.RangeOf(Minute));
    }

    [Fact]
    public void Add_MoreThanItHolds_KeepsTheWidestRange()
    {
        Add(1, low: 1m, high: 2m, close: 2m);
        for (var i = 2; i < 300; i++)
        {
            Add(i, low: 10m, high: 11m, close: 10m);
        }

        Assert.Equal((new Price(1m), new Price(11m)), _window.RangeOf(TimeSpan.FromHours(24)));
        Assert.Equal((new Price(10m), new Price(11m)), _window.RangeOf(Minute));
    }

    private void Add(int minute, decimal low, decimal high, decimal close) => _window.Add(
        new Candle(Start.AddMinutes(minute - 1), Minute, new(close), new(high), new(low), new(close), new Quantity(1m), new Usd(1m)));
}
