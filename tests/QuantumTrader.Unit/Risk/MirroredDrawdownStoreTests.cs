using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Risk;

namespace QuantumTrader.Unit.Risk;

public sealed class MirroredDrawdownStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private readonly Flaky _local = new();
    private readonly Flaky _remote = new();
    private readonly MirroredDrawdownStore _store;

    public MirroredDrawdownStoreTests() => _store = new MirroredDrawdownStore(_local, _remote);

    [Fact]
    public async Task Read_NothingAnywhere_IsNull() => Assert.Null(await _store.ReadAsync(None));

    [Theory]
    [InlineData(100, 90, 100)]
    [InlineData(90, 100, 100)]
    [InlineData(null, 90, 90)]
    [InlineData(90, null, 90)]
    public async Task Read_TwoPeaks_IsTheHigher(int? here, int? there, int expected)
    {
        (_local.State, _remote.State) = (State(here), State(there));

        Assert.Equal(expected, (await _store.ReadAsync(None))!.Peak!.Value.Value);
    }

    [Theory]
    [InlineData(0, 50, 0, 60, 0, 60)] // of one day the higher opening: it shows the larger loss
    [InlineData(0, 60, 0, 50, 0, 60)]
    [InlineData(1, 50, 0, 60, 1, 50)] // yesterday's says nothing about today
    [InlineData(0, 50, 1, 40, 1, 40)]
    [InlineData(0, null, 0, 40, 0, 40)]
    [InlineData(1, null, 0, 40, 0, 40)] // known is better than unknown
    public async Task Read_TwoDays_IsTheKnownAndSafer(int dayHere, int? openHere, int dayThere, int? openThere, int day, int open)
    {
        (_local.State, _remote.State) = (State(1, dayHere, openHere), State(1, dayThere, openThere));

        Assert.Equal(State(1, day, open), await _store.ReadAsync(None));
    }

    [Theory]
    [InlineData(1, 2, 3, null, true)] // the trip there came after the reset here
    [InlineData(1, 4, 3, null, false)] // the reset here came after the trip there
    [InlineData(null, null, 3, null, true)]
    [InlineData(1, null, null, 2, false)]
    public async Task Read_TripsAndResetsInBoth_TheLastCounts(int? trippedHere, int? clearedHere, int? trippedThere, int? clearedThere, bool tripped)
    {
        (_local.State, _remote.State) = (Trip(trippedHere, clearedHere), Trip(trippedThere, clearedThere));

        Assert.Equal(tripped, (await _store.ReadAsync(None))!.IsTripped);
    }

    [Fact]
    public async Task Read_TwoHighestEver_IsTheHigher()
    {
        (_local.State, _remote.State) = (State(1) with { AllTimePeak = new Usd(5m) }, State(1) with { AllTimePeak = new Usd(7m) });

        Assert.Equal(new Usd(7m), (await _store.ReadAsync(None))!.AllTimePeak);
    }

    [Fact]
    public async Task Read_RemoteAway_IsTheLocalAloneAndSaysWhy()
    {
        (_local.State, _remote.State, _remote.IsAway) = (State(90), State(100), true);

        Assert.Equal(State(90), await _store.ReadAsync(None));
        Assert.NotNull(_store.RemoteCause);
    }

    [Fact]
    public async Task Read_LocalAway_IsAnErrorAlsoWhenTheRemoteAnswers()
    {
        (_local.IsAway, _remote.State) = (true, State(100));

        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => _store.ReadAsync(None));
    }

    [Fact]
    public async Task Write_RemoteAway_SucceedsAndTheNextWriteTakesItAlong()
    {
        _remote.IsAway = true;
        await _store.WriteAsync(State(100), None);
        await _store.WhenFollowedAsync();
        Assert.Equal((State(100), null), (_local.State, _remote.State));
        Assert.NotNull(_store.RemoteCause);

        _remote.IsAway = false;
        await _store.WriteAsync(State(100, 0, 95), None);
        await _store.WhenFollowedAsync();
        Assert.Equal(State(100, 0, 95), _remote.State);
        Assert.Null(_store.RemoteCause);
    }

    [Fact]
    public async Task Write_LocalAway_FailsAndTheRemoteIsNotAhead()
    {
        _local.IsAway = true;

        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => _store.WriteAsync(State(100), None));
        await _store.WhenFollowedAsync();
        Assert.Null(_remote.State);
    }

    [Fact]
    public async Task Write_RemoteHangs_IsNotWaitedForAndOnlyTheNewestFollows()
    {
        var hang = new TaskCompletionSource();
        _remote.Before = hang.Task;
        await _store.WriteAsync(State(1), None);
        await _store.WriteAsync(State(2), None);
        await _store.WriteAsync(State(3), None);
        Assert.Equal((State(3), null), (_local.State, _remote.State));

        hang.SetResult();
        await _store.WhenFollowedAsync();
        Assert.Equal((State(3), 2), (_remote.State, _remote.Writes));
    }

    [Theory]
    [InlineData(100, -80, 20, 20)] // a withdrawal that the other saw
    [InlineData(100, 50, 150, 150)] // a deposit
    [InlineData(100, -80, 25, 25)] // and a height that it saw
    [InlineData(130, -80, 20, 50)] // or that this one saw
    public void Safer_OneSawATransferThatTheOtherDidNot_BothAreMeasuredAfterIt(int here, int moved, int there, int safer)
    {
        var since = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var one = State(here) with { TransfersSinceUtc = since };
        var other = State(there) with { TransfersSinceUtc = since, Transfers = new Usd(moved) };

        foreach (var read in new[] { MirroredDrawdownStore.Safer(one, other)!, MirroredDrawdownStore.Safer(other, one)! })
        {
            var after = read.Peak!.Value.Value - read.Transfers.Value + moved; // as measured once it is counted
            Assert.Equal((safer, since), (after, read.TransfersSinceUtc));
        }
    }

    [Fact]
    public void Safer_CountedFromDifferentInstants_TakesTheLaterWithItsSum()
    {
        var since = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var old = State(100) with { TransfersSinceUtc = since, Transfers = new Usd(5m) };
        var newer = State(90) with { TransfersSinceUtc = since.AddDays(1), Transfers = new Usd(7m) };

        foreach (var read in new[] { MirroredDrawdownStore.Safer(old, newer)!, MirroredDrawdownStore.Safer(newer, old)!, MirroredDrawdownStore.Safer(State(80), newer)! })
        {
            Assert.Equal((since.AddDays(1), 7m), (read.TransfersSinceUtc, read.Transfers.Value));
        }
    }

    private static DrawdownState Trip(int? trippedHour, int? clearedHour) => State(1) with
    {
        TrippedAtUtc = trippedHour is { } t ? new DateTimeOffset(2026, 3, 2, t, 0, 0, TimeSpan.Zero) : null,
        ClearedAtUtc = clearedHour is { } c ? new DateTimeOffset(2026, 3, 2, c, 0, 0, TimeSpan.Zero) : null,
    };

    private static DrawdownState State(int? peak, int? day = null, int? open = null) =>
        new(peak is { } p ? new Usd(p) : null, day is { } d ? Monday.AddDays(d) : null, open is { } o ? new Usd(o) : null);

    private sealed class Flaky : IDrawdownStore
    {
        public DrawdownState? State { get; set; }

        public bool IsAway { get; set; }

        public Task Before { get; set; } = Task.CompletedTask;

        public int Writes { get; private set; }

        public Task<DrawdownState?> ReadAsync(CancellationToken stopping) =>
            IsAway ? throw new DrawdownStoreUnavailableException("away") : Task.FromResult(State);

        public async Task WriteAsync(DrawdownState state, CancellationToken stopping)
        {
            await Before;
            if (IsAway)
            {
                throw new DrawdownStoreUnavailableException("away");
            }

            Writes++;
            State = state;
        }
    }
}
