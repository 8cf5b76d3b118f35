using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Lease;

/// <summary>When a new holder may trade.</summary>
public sealed class LeaseSettlingTests : IDisposable
{
    private static readonly TimeSpan Wait = LeaseBench.Duration + RedisLease.SettleReserve;
    private readonly LeaseBench _bench = new();

    [Fact]
    public async Task Settling_AfterAnUnknownHolder_TakesALeaseAndTwoSeconds()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        Assert.Equal(Wait, lease.SettlesIn);

        await HoldAsync(lease, 11.9);
        Assert.False(lease.IsSettled);
        Assert.Equal(TimeSpan.FromSeconds(0.1), lease.SettlesIn);
        _bench.Pass(0.1);
        Assert.True(lease.IsSettled);
    }

    [Fact]
    public async Task Settling_NotHeld_IsNeverOver()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        await HoldAsync(lease, 15);
        _bench.Pass(10);

        Assert.Equal((LeaseState.Unproven, TimeSpan.MaxValue, false), (lease.State, lease.SettlesIn, lease.IsSettled));
    }

    [Fact]
    public async Task Settling_AfterAHandOverInPeace_IsOverAtOnce()
    {
        using var a = await SettledAsync("a");
        await a.ReleaseAsync();
        Assert.Equal((LeaseState.Lost, TimeSpan.Zero), (a.State, a.Left));

        using var b = _bench.Open("b");
        await b.StepAsync();

        Assert.True(b.IsSettled);
        Assert.True(b.Epoch > a.Epoch);
        await a.StepAsync();
        Assert.Equal(LeaseState.Lost, a.State); // given back for good
    }

    [Fact]
    public async Task Settling_AfterAHolderThatHadNotSettledItself_MustBeWaitedFor()
    {
        using var a = _bench.Open("a");
        await a.StepAsync();
        await a.ReleaseAsync();

        using var b = _bench.Open("b");
        await b.StepAsync();

        Assert.Equal(Wait, b.SettlesIn);
    }

    [Fact]
    public async Task Settling_HandOverAndTheStoreStartedAnew_MustBeWaitedFor()
    {
        using var a = await SettledAsync("a");
        await a.ReleaseAsync();
        _bench.Store.Run = "run2"; // it may have forgotten a holder after a

        using var b = _bench.Open("b");
        await b.StepAsync();

        Assert.Equal(Wait, b.SettlesIn);
    }

    [Fact]
    public async Task Settling_SameDirectoryAfterAKill_IsOverAsSoonAsTheLeaseRanOut()
    {
        using var killed = await SettledAsync("a");
        using var next = _bench.Open("a");
        await next.StepAsync();
        Assert.Equal(LeaseState.Lost, next.State); // a copy of the directory would look the same

        _bench.Pass(11);
        await next.StepAsync();

        Assert.True(next.IsSettled);
    }

    [Fact]
    public async Task Settling_KilledWhileSettling_MustBeWaitedForAgain()
    {
        using (var killed = _bench.Open("a"))
        {
            await killed.StepAsync();
        }

        _bench.Pass(11);
        using var next = _bench.Open("a");
        await next.StepAsync();

        Assert.Equal(Wait, next.SettlesIn);
    }

    [Fact]
    public async Task Settling_SameDirectoryAndAnotherHeldItSince_MustBeWaitedFor()
    {
        using (var killed = await SettledAsync("a"))
        {
            _bench.Pass(11);
        }

        using (var other = _bench.Open("b"))
        {
            await other.StepAsync();
        }

        _bench.Pass(11);
        using var next = _bench.Open("a");
        await next.StepAsync();

        Assert.Equal(Wait, next.SettlesIn);
    }

    [Fact]
    public async Task Settling_RanOutWhileSettling_GoesOnWhereItWas()
    {
        using var lease = _bench.Open();
        await lease.StepAsync();
        _bench.Pass(10);
        await lease.StepAsync();

        Assert.Equal(TimeSpan.FromSeconds(2), lease.SettlesIn);
    }

    [Fact]
    public async Task Settling_RanOutAndTheStoreStartedAnew_BeginsAgain()
    {
        using var lease = await SettledAsync("a");
        _bench.Pass(10);
        _bench.Store.Run = "run2";

        await lease.StepAsync();

        Assert.Equal(Wait, lease.SettlesIn);
    }

    [Fact]
    public async Task Release_StoreAway_EndsTheLeaseHereAllTheSame()
    {
        using var lease = await SettledAsync("a");
        _bench.Store.IsAway = true;

        await lease.ReleaseAsync();

        Assert.Equal((LeaseState.Lost, TimeSpan.Zero), (lease.State, lease.Left));
    }

    public void Dispose() => _bench.Dispose();

    private async Task<RedisLease> SettledAsync(string directory)
    {
        var lease = _bench.Open(directory);
        await lease.StepAsync();
        await HoldAsync(lease, 15);
        Assert.True(lease.IsSettled);
        return lease;
    }

    private async Task HoldAsync(RedisLease lease, double seconds)
    {
        for (var passed = 0.0; passed < seconds; passed += 3)
        {
            _bench.Pass(Math.Min(3, seconds - passed));
            await lease.StepAsync();
        }
    }
}
