using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.View;

public sealed class EngineViewStoreTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _clock = new(Pictures.At);
    private readonly EngineViewStore _store;

    public EngineViewStoreTests() => _store = new(_clock, NullLogger<EngineViewStore>.Instance);

    [Fact]
    public void Current_BeforeTheFirstPicture_IsNull() => Assert.Null(_store.Current);

    [Fact]
    public void OnChanged_ManyPicturesWithinTheInterval_CallsTwiceAndLastSeesTheNewest()
    {
        var seen = new List<long?>();
        using var subscription = _store.OnChanged(Interval, () =>
        {
            seen.Add(_store.Current?.PolicyVersion);
            return Task.CompletedTask;
        });

        for (var version = 1; version <= 20; version++)
        {
            _store.Set(Pictures.Trading with { PolicyVersion = version });
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal([1L], seen);
        _clock.Advance(Interval);
        Assert.Equal([1L, 20L], seen);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void OnChanged_PictureAfterAQuietTime_IsCalledAtOnce()
    {
        var calls = Count(out var callback);
        using var subscription = _store.OnChanged(Interval, callback);
        _store.Set(Pictures.Trading);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _store.Set(Pictures.Trading);
        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(2, calls.Value);
    }

    [Fact]
    public void Set_SubscriberNeverReturns_OthersGoOnAndItIsNotCalledAgain()
    {
        var never = new TaskCompletionSource();
        var slowCalls = 0;
        using var slow = _store.OnChanged(Interval, () => { slowCalls++; return never.Task; });
        var calls = Count(out var callback);
        using var quick = _store.OnChanged(Interval, callback);

        for (var i = 0; i < 5; i++)
        {
            _store.Set(Pictures.Trading);
            _clock.Advance(Interval);
        }

        Assert.Equal(1, slowCalls);
        Assert.Equal(5, calls.Value);
    }

    [Fact]
    public async Task Set_SlowSubscriberReturns_IsCalledOnceMoreForWhatItMissed()
    {
        var first = new TaskCompletionSource();
        var calls = 0;
        using var slow = _store.OnChanged(Interval, () => ++calls == 1 ? first.Task : Task.CompletedTask);
        for (var i = 0; i < 5; i++)
        {
            _store.Set(Pictures.Trading);
            _clock.Advance(Interval);
        }

        first.SetResult();
        await TestSupport.Poll.UntilAsync(() => { _clock.Advance(Interval); return calls == 2; }, TimeSpan.FromSeconds(5), "the second call");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Set_SubscriberThrows_OthersAndItselfAreCalledAgain(bool isThrownLater)
    {
        var thrown = 0;
        using var broken = _store.OnChanged(Interval, () =>
        {
            thrown++;
            var failure = new InvalidOperationException("broken screen");
            return isThrownLater ? Task.FromException(failure) : throw failure;
        });
        var calls = Count(out var callback);
        using var sound = _store.OnChanged(Interval, callback);

        _store.Set(Pictures.Trading);
        _clock.Advance(Interval);
        _store.Set(Pictures.Trading);
        _clock.Advance(Interval);

        Assert.Equal(2, thrown);
        Assert.Equal(2, calls.Value);
    }

    [Fact]
    public void Dispose_Subscription_IsForgottenAndNotCalled()
    {
        var calls = Count(out var callback);
        var subscription = _store.OnChanged(Interval, callback);
        _store.Set(Pictures.Trading);
        _store.Set(Pictures.Trading);

        subscription.Dispose();
        subscription.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(5));
        _store.Set(Pictures.Trading);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, calls.Value);
        Assert.Equal(0, _store.SubscriberCount);
    }

    [Fact]
    public void OnChanged_MoreThanTheBound_IsRefused()
    {
        for (var i = 0; i < EngineViewStore.SubscribersMax; i++)
        {
            _store.OnChanged(Interval, () => Task.CompletedTask);
        }

        Assert.Throws<InvalidOperationException>(() => _store.OnChanged(Interval, () => Task.CompletedTask));
    }

    private static Counter Count(out Func<Task> callback)
    {
        var counter = new Counter();
        callback = () =>
        {
            counter.Value++;
            return Task.CompletedTask;
        };
        return counter;
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }
}
