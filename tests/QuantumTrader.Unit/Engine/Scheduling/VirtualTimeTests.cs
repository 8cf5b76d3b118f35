using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Scheduling;

public sealed class VirtualTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly VirtualTime _time = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void AdvanceTo_TheClockBack_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.AdvanceTo(Start.AddTicks(-1), Settle));

    [Fact]
    public void Timer_NotYetDue_DoesNotFire()
    {
        Arm("a", 10);

        To(9);

        Assert.Empty(_fired);
    }

    [Fact]
    public void Timers_OfOneAdvance_FireByDueTimeAndThenByCreation()
    {
        Arm("c", 3);
        Arm("a", 1);
        Arm("b1", 2);
        Arm("b2", 2);

        To(5);

        Assert.Equal(["a", "b1", "b2", "c"], _fired);
    }

    [Fact]
    public void Clock_InACallback_ShowsTheDueTimeAndAfterwardsTheTarget()
    {
        DateTimeOffset? seen = null;
        using var timer = _time.CreateTimer(_ => seen = _time.GetUtcNow(), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        To(10);

        Assert.Equal(Start.AddSeconds(2), seen);
        Assert.Equal(Start.AddSeconds(10), _time.GetUtcNow());
    }

    [Fact]
    public void Timer_ArmedInACallback_FiresInTheSameAdvance()
    {
        Arm("a", 1, then: () => Arm("b", 1));

        To(2);

        Assert.Equal(["a", "b"], _fired);
    }

    [Fact]
    public void Timer_Periodic_FiresEachPeriodUntilDisposed()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => { _fired.Add("p"); if (_fired.Count == 3) timer!.Dispose(); }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        To(100);

        Assert.Equal(3, _fired.Count);
        Assert.Null(_time.NextDueUtc);
    }

    [Fact]
    public void Timer_ChangedBeforeItIsDue_FiresOnceAtTheNewTime()
    {
        var timer = _time.CreateTimer(_ => _fired.Add($"{(_time.GetUtcNow() - Start).TotalSeconds}"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(4), Timeout.InfiniteTimeSpan);

        To(10);

        Assert.Equal(["4"], _fired);
    }

    [Fact]
    public void Timer_ChangedAfterDispose_SaysNoAndNeverFires()
    {
        var timer = _time.CreateTimer(_ => _fired.Add("x"), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Dispose();

        Assert.False(timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan));
        To(10);
        Assert.Empty(_fired);
    }

    [Fact]
    public void Settle_AfterEachTimer_SeesItsTime()
    {
        Arm("a", 1);
        Arm("b", 2);
        var settled = new List<double>();

        _time.AdvanceTo(Start.AddSeconds(5), () => settled.Add((_time.GetUtcNow() - Start).TotalSeconds));

        Assert.Equal([1, 2], settled);
    }

    [Fact]
    public void NextDueUtc_WithACanceledDelay_LooksPastIt()
    {
        using var stop = new CancellationTokenSource();
        var canceled = Task.Delay(TimeSpan.FromSeconds(1), _time, stop.Token);
        var kept = Task.Delay(TimeSpan.FromSeconds(3), _time, CancellationToken.None);
        stop.Cancel();

        Assert.True(canceled.IsCanceled);
        Assert.Equal(Start.AddSeconds(3), _time.NextDueUtc);
        To(3);
        Assert.True(kept.IsCompletedSuccessfully);
    }

    private void Arm(string name, int seconds, Action? then = null) => _time.CreateTimer(
        _ =>
        {
            _fired.Add(name);
            then?.Invoke();
        },
        null,
        TimeSpan.FromSeconds(seconds),
        Timeout.InfiniteTimeSpan);

    private void To(int seconds) => _time.AdvanceTo(Start.AddSeconds(seconds), Settle);

    private static void Settle()
    {
    }
}
