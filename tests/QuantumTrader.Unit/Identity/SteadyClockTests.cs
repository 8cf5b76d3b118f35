using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly Machine _machine = new();

    [Fact]
    public void Clock_WallSetBack_GoesOnAtThePaceOfTheMonotonicOne()
    {
        var clock = new SteadyClock(_machine);
        _machine.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(Start + TimeSpan.FromMinutes(10), clock.UtcNow);

        _machine.WallOffset = TimeSpan.FromHours(-3);

        Assert.Equal(Start + TimeSpan.FromMinutes(10), clock.UtcNow);
        _machine.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(Start + TimeSpan.FromMinutes(15), clock.UtcNow);
    }

    [Fact]
    public void Clock_WallSetForward_FollowsAndStaysThere()
    {
        var clock = new SteadyClock(_machine);
        _machine.WallOffset = TimeSpan.FromHours(1);
        Assert.Equal(Start + TimeSpan.FromHours(1), clock.UtcNow);

        _machine.WallOffset = TimeSpan.Zero;

        Assert.Equal(Start + TimeSpan.FromHours(1), clock.UtcNow);
    }

    [Fact]
    public void AsWall_AfterTheWallWasSetBack_KeepsTheAge()
    {
        var clock = new SteadyClock(_machine);
        var noted = clock.UtcNow;
        _machine.Pass(TimeSpan.FromMinutes(4));
        _machine.WallOffset = TimeSpan.FromHours(-3);

        Assert.Equal(TimeSpan.FromMinutes(4), _machine.GetUtcNow() - clock.AsWall(noted));
    }

    private sealed class Machine : TimeProvider
    {
        private readonly FakeTimeProvider _time = new(Start);

        public TimeSpan WallOffset { get; set; }

        public override long TimestampFrequency => _time.TimestampFrequency;

        public void Pass(TimeSpan by) => _time.Advance(by);

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + WallOffset;

        public override long GetTimestamp() => _time.GetTimestamp();
    }
}
