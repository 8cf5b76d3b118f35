using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Events.Forwarding;

namespace QuantumTrader.Unit.Redis;

public sealed class DrainMeterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Meter_SteadyDrain_ShowsItsRate()
    {
        var meter = new DrainMeter(_time);
        meter.Restart(1_000);
        for (var i = 1; i <= 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            meter.Reached(1_000 + (i * 50));
        }

        Assert.InRange(meter.PerSecond, 450, 550);
    }

    [Fact]
    public void Meter_NothingForFiveSeconds_IsZero()
    {
        var meter = new DrainMeter(_time);
        meter.Restart(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        meter.Reached(100);
        Assert.InRange(meter.PerSecond, 99, 101);
        _time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(0, meter.PerSecond);
    }

    [Fact]
    public void Meter_StoreLostEvents_IsNeverNegative()
    {
        var meter = new DrainMeter(_time);
        meter.Restart(5_000);
        _time.Advance(TimeSpan.FromSeconds(1));
        meter.Restart(10);

        Assert.Equal(0, meter.PerSecond);
    }
}
