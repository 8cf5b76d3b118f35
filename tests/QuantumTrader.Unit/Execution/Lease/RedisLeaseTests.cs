using QuantumTrader.Domain.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Lease;

public sealed class RedisLeaseTests : IDisposable
{
    private readonly LeaseBench _bench = new();

    [Fact]
    public void Lease_NeverAsked_ProvesNothing()
    {
        using var lease = _bench.Open();

        Assert.Equal((LeaseState.Unproven, TimeSpan.Zero, 0L), (lease.State, lease.Left, lease.Epoch));
        Assert.False(lease.IsSettled);
        Assert.NotNull(lease.Cause);
    }

    [Fact]
    public async Task Lease_OfTwoThatAsk_IsHeldByOne()
    {
        using var a = _bench.Open("a");
        using var b = _bench.Open("b");

        await a.StepAsync();
        await b.StepAsync();

        Assert.Equal((LeaseState.Held, LeaseState.Lost), (a.State, b.State));
        Assert.Contains(a.Holder, b.Cause!, StringComparison.Ordinal);
        Assert.Contains("journal a", b.Holder, StringComparison.Ordinal);
        Assert.Null(a.Cause);
    }

    [Fact]
    public async Task Left_CountsFromBeforeTheCommandWasSent()
    {
        using var lease = _bench.Open();
        _bench.Store.OnTheWayBack = () => _bench.Pass(3);

        await lease.StepAsync();

        Assert.Equal(TimeSpan.FromSeconds(10 - 0.5 - 3), lease.Left);
    }

    [Fact]
    public async Task Lease_AnswerOlderThanItself_IsNotHeld()
    {
        using var lease = _bench.Open();
        _bench.Store.OnTheWayBack = () => _bench.Pass(9.5);

        await lease.StepAsync();

        Assert.Equal((LeaseState.Unproven, TimeSpan.Zero), (lease.State, lease.Left));
    }

    [Theory]
    [InlineData(9.499, LeaseState.Held)]
    [InlineData(9.5, LeaseState.Unproven)]
    [InlineData(3600, LeaseState.Unproven)]
    public async Task State_ProcessStoodStill_IsKnownWithoutATimer(double seconds, LeaseState expected)
    {
        using var lease = _bench.Open();
        await lease.StepAsync();

        _bench.Pass(seconds);

        Assert.Equal(expected, lease.State);
        Assert.Equal(expected == LeaseState.Held, lease.Left > TimeSpan.Zero);
        Assert.Equal(expected == LeaseState.Held, lease.Cause is null);
        Assert.True(lease.Epoch > 0);
    }

    [Fact]
    public async Task State_WallClockJumps_DoesNotMatter()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();

        foreach (var hours in new[] { 1, -3, 24 * 365 })
        {
            _bench.Time.WallClockIsOffBy = TimeSpan.FromHours(hours);
            await lease.StepAsync();
            Assert.Equal((LeaseState.Held, TimeSpan.FromSeconds(9.5)), (lease.State, lease.Left));
        }
    }

    [Fact]
    public async Task Renewal_WhileHeld_KeepsTheEpoch()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        var epoch = lease.Epoch;

        for (var i = 0; i < 5; i++)
        {
            _bench.Pass(9);
            await lease.StepAsync();
        }

        Assert.Equal((LeaseState.Held, epoch), (lease.State, lease.Epoch));
        Assert.Equal(TimeSpan.FromSeconds(9.5), lease.Left);
    }

    [Fact]
    public async Task Store_Away_LeavesTheLeaseUntilItRunsOut()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        var epoch = lease.Epoch;
        _bench.Store.IsAway = true;

        _bench.Pass(9);
        await lease.StepAsync();
        Assert.Equal(LeaseState.Held, lease.State);
        _bench.Pass(0.5);
        Assert.Equal((LeaseState.Unproven, epoch), (lease.State, lease.Epoch));
        Assert.Contains("no answer", lease.Cause!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lease_RanOutUntouched_IsTakenUnderANewEpochWithoutWaiting()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        _bench.Pass(12);
        await lease.StepAsync();
        _bench.Pass(5);
        await lease.StepAsync(); // settled now
        var epoch = lease.Epoch;

        _bench.Pass(60);
        Assert.Equal(LeaseState.Unproven, lease.State);
        await lease.StepAsync();

        Assert.Equal((LeaseState.Held, true), (lease.State, lease.Epoch > epoch));
    }

    [Fact]
    public async Task Lease_RanOutAndAnotherTookIt_IsLostUntilThatOneIsGone()
    {
        using var a = _bench.Open("a");
        using var b = _bench.Open("b");
        await a.StepAsync();
        _bench.Pass(11);
        await b.StepAsync();

        await a.StepAsync();
        Assert.Equal((LeaseState.Lost, LeaseState.Held), (a.State, b.State));
        Assert.True(b.Epoch > a.Epoch);
        _bench.Pass(11);
        Assert.Equal((LeaseState.Lost, LeaseState.Unproven), (a.State, b.State));
        await a.StepAsync();
        Assert.Equal(LeaseState.Held, a.State);
        Assert.True(a.Epoch > b.Epoch);
    }

    [Fact]
    public async Task Lease_HeldAndTheStoreSaysOtherwise_IsLostAtOnce()
    {
        using var a = _bench.Open("a");
        using var b = _bench.Open("b");
        await a.StepAsync();
        _bench.Store.Flush(); // an operator's mistake
        await b.StepAsync();
        Assert.Equal(LeaseState.Held, a.State);

        await a.StepAsync();

        Assert.Equal((LeaseState.Lost, TimeSpan.Zero), (a.State, a.Left));
    }

    [Fact]
    public async Task Lease_StoreEmptiedWhileHeld_GoesOnUnderTheSameEpoch()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        _bench.Store.Epoch = 500;
        _bench.Pass(20);
        await lease.StepAsync();
        var epoch = lease.Epoch;
        _bench.Store.Flush();

        await lease.StepAsync();

        Assert.Equal((LeaseState.Held, epoch), (lease.State, lease.Epoch));
        Assert.Equal(epoch, _bench.Store.Epoch); // the fence of every write stands again
    }

    [Fact]
    public async Task Lease_AnswerLost_IsNotHeldAndTakenAnewLater()
    {
        using var lease = _bench.Open();
        _bench.Store.LosesAnswers = true;
        await lease.StepAsync();
        Assert.Equal(LeaseState.Unproven, lease.State);

        _bench.Store.LosesAnswers = false;
        await lease.StepAsync();

        Assert.Equal((LeaseState.Held, 2L), (lease.State, lease.Epoch));
    }

    [Fact]
    public async Task Run_Renews_ThreeTimesInALease()
    {
        using var lease = _bench.Open();
        using var stop = new CancellationTokenSource();
        var running = lease.RunAsync(stop.Token);
        for (var i = 0; i < 100; i++)
        {
            await Poll.UntilAsync(() => _bench.Time.TimersMade == _bench.Store.Asked.Count, TimeSpan.FromSeconds(10), "the lease waits");
            Assert.Equal(LeaseState.Held, lease.State);
            _bench.Pass(0.5);
        }

        Assert.InRange(_bench.Store.Asked.Count, 14, 16);
        await stop.CancelAsync();
        await running;
    }

    public void Dispose() => _bench.Dispose();
}
