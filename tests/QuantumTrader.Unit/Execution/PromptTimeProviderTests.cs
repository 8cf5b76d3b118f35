using System.Collections.Concurrent;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution;

public sealed class PromptTimeProviderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeProvider Prompt = PromptTimeProvider.For(TimeProvider.System);

    [Fact]
    public void Timers_Fire_InTheOrderOfTheirTimesAndNeverBefore()
    {
        var fired = new BlockingCollection<int>();
        var began = TimeProvider.System.GetTimestamp();
        using var late = Prompt.CreateTimer(_ => fired.Add(1_000), null, TimeSpan.FromMilliseconds(1_000), Timeout.InfiniteTimeSpan);
        using var soon = Prompt.CreateTimer(_ => fired.Add(20), null, TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);

        Assert.True(fired.TryTake(out var first, Limit) && fired.TryTake(out var second, Limit) && (first, second) == (20, 1_000));
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(1_000));
    }

    [Fact]
    public void Timer_WithAPeriod_FiresAgainUntilItIsEnded()
    {
        var fired = new BlockingCollection<int>();
        var timer = Prompt.CreateTimer(_ => fired.Add(1), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(fired.TryTake(out var _, Limit)));

        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.True(AnotherFires());
        while (fired.TryTake(out _))
        {
        }

        Assert.True(AnotherFires());
        Assert.Empty(fired);
    }

    [Fact]
    public void Timer_ChangedOrEndedBefore_DoesNotFireAtItsOldTime()
    {
        var fired = new BlockingCollection<string>();
        using var never = Prompt.CreateTimer(_ => fired.Add("never"), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        using var sooner = Prompt.CreateTimer(_ => fired.Add("sooner"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        never.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        sooner.Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);

        Assert.True(fired.TryTake(out var first, Limit) && first == "sooner");
        Assert.True(AnotherFires());
        Assert.Empty(fired);
    }

    [Fact]
    public void For_AClockThatIsNotTheSystems_IsThatClock()
    {
        var other = BootTimeProvider.Instance;
        Assert.Same(other, PromptTimeProvider.For(other));
    }

    /// <summary>Later than all that were due by now.</summary>
    private static bool AnotherFires()
    {
        using var done = new ManualResetEventSlim();
        using var timer = Prompt.CreateTimer(_ => done.Set(), null, TimeSpan.FromMilliseconds(15), Timeout.InfiniteTimeSpan);
        return done.Wait(Limit);
    }
}
