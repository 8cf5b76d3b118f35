using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Unit.Emergency;

public sealed class HeartbeatWatchTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly HeartbeatWatch _watch = new(Silence);
    private double _now;

    [Fact]
    public void Look_BeatsCome_LivesForEver()
    {
        for (var i = 1; i < 1000; i++)
        {
            Assert.Equal(WatchVerdict.Lives, After(0.25, new(7, i, HeartbeatState.OnDuty)));
        }
    }

    [Theory]
    [InlineData(HeartbeatState.OnDuty)]
    [InlineData(HeartbeatState.Starting)]
    [InlineData(HeartbeatState.Stopping)]
    [InlineData((HeartbeatState)99)]
    public void Look_BeatsEnd_IsSilentAtTheLimitAndNotBefore(HeartbeatState state)
    {
        After(0.25, new(7, 1, state), isAlive: false);
        After(0.25, new(7, 2, state), isAlive: false);
        for (var silent = 0.25; silent < 10; silent += 0.25)
        {
            Assert.Equal(WatchVerdict.Lives, After(0.25, new(7, 2, state), isAlive: false));
        }

        Assert.Equal(WatchVerdict.Silent, After(0.25, new(7, 2, state), isAlive: false));
    }

    [Fact]
    public void Look_ProcessIsThereAndNeverBeat_IsSilent()
    {
        WatchVerdict last = default;
        for (var i = 0; i < 50; i++)
        {
            last = After(0.25, new(7, 5, HeartbeatState.OnDuty));
        }

        Assert.Equal(WatchVerdict.Silent, last);
    }

    [Fact]
    public void Look_ProcessWasThereAndIsGoneWithoutAWord_IsSilent()
    {
        After(0.25, new(7, 5, HeartbeatState.OnDuty));
        WatchVerdict last = default;
        for (var i = 0; i < 50; i++)
        {
            last = After(0.25, new(7, 5, HeartbeatState.OnDuty), isAlive: false);
        }

        Assert.Equal(WatchVerdict.Silent, last);
    }

    [Fact]
    public void Look_EngineWasGoneBeforeTheWatchBegan_IsNoEngine()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(WatchVerdict.NoEngine, After(0.25, new(7, 5, HeartbeatState.OnDuty), isAlive: false));
        }
    }

    [Fact]
    public void Look_BeatsOfAProcessThatIsGoneAndAnotherHoldsTheFolder_IsNoEngine()
    {
        for (_now = 0; _now < 60; _now += 0.25)
        {
            Assert.Equal(WatchVerdict.NoEngine, _watch.Look(new(7, 5, HeartbeatState.OnDuty), aliveProcess: 8, TimeSpan.FromSeconds(_now)));
        }
    }

    [Theory]
    [InlineData(HeartbeatState.Ended, WatchVerdict.Ended)]
    [InlineData(HeartbeatState.StandingBy, WatchVerdict.StandsBy)]
    public void Look_EndedOrStandingBy_IsNeverSilent(HeartbeatState state, WatchVerdict expected)
    {
        After(0.25, new(7, 1, HeartbeatState.OnDuty));
        After(0.25, new(7, 2, HeartbeatState.OnDuty));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(expected, After(0.25, new(7, 3, state), isAlive: false));
        }
    }

    [Fact]
    public void Look_WatcherWasHeldUp_CountsAnew()
    {
        After(0.25, new(7, 1, HeartbeatState.OnDuty));
        After(0.25, new(7, 2, HeartbeatState.OnDuty));

        Assert.Equal(WatchVerdict.Lives, After(3600, new(7, 2, HeartbeatState.OnDuty)));
        Assert.Equal(TimeSpan.Zero, _watch.Silence);
    }

    [Fact]
    public void Look_AnotherProcessCameAndWent_IsNotTakenForTheFirst()
    {
        After(0.25, new(7, 1, HeartbeatState.OnDuty));
        After(0.25, new(7, 2, HeartbeatState.OnDuty));
        After(0.25, new(8, 900, HeartbeatState.OnDuty), isAlive: false);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(WatchVerdict.NoEngine, After(0.25, new(8, 900, HeartbeatState.OnDuty), isAlive: false));
        }
    }

    [Fact]
    public void Look_NothingToRead_IsNoEngine() => Assert.Equal(WatchVerdict.NoEngine, After(0.25, null));

    private WatchVerdict After(double seconds, Heartbeat? beat, bool isAlive = true) => _watch.Look(beat, isAlive ? beat?.ProcessId : null, TimeSpan.FromSeconds(_now += seconds));
}
