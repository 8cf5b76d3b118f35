using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class ReconcileLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookMax = TimeSpan.FromMinutes(2);
    private static readonly VenueTidings Quiet = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), UnknownOrders: 0, IsInDoubt: false);
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<bool> _compared = [];
    private Task _running = Task.CompletedTask;
    private VenueTidings _tidings;

    [Fact]
    public async Task Comparison_OfAQuietVenueThatIsFollowed_LooksAtEverythingAtTheQuietInterval()
    {
        await StartAsync(Quiet);

        Assert.Equal(TimeSpan.FromSeconds(30), await NextAsync());
        Assert.Equal(TimeSpan.FromSeconds(30), await NextAsync());
        Assert.Equal([true, true, true], _compared);
    }

    [Fact]
    public async Task Comparison_OfAVenueThatIsNotFollowed_IsOftenUntilAStopAsks()
    {
        await StartAsync(default);

        Assert.Equal(TimeSpan.FromSeconds(5), await NextAsync());
        _tidings = new(null, UnknownOrders: 0, IsInDoubt: true, IsStopping: true);
        Assert.Equal(TimeSpan.FromSeconds(30), await NextAsync());
        _tidings = default;
        Assert.Equal(TimeSpan.FromSeconds(1), await NextAsync());
        Assert.Equal([false, false, true, false], _compared);
    }

    [Fact]
    public async Task News_WhileAComparisonIsOn_CallForAnother()
    {
        await StartAsync(Quiet, during: Quiet with { UnknownOrders = 1 });

        Assert.Equal(TimeSpan.FromSeconds(1), await NextAsync());
        Assert.Equal(TimeSpan.FromSeconds(30), await NextAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Limit));
        _stopping.Dispose();
    }

    /// <summary>Returns when the loop waits for the first time.</summary>
    private Task StartAsync(VenueTidings tidings, VenueTidings? during = null)
    {
        _tidings = tidings;
        var loop = new ReconcileLoop(() => _tidings, CompareAsync, new ExecutionOptions(), _time);
        return Task.Run(() => { _running = loop.RunAsync(_stopping.Token); });

        Task CompareAsync(bool looksAtAll)
        {
            _compared.Add(looksAtAll);
            _tidings = during ?? _tidings;
            return Task.CompletedTask;
        }
    }

    /// <summary>How long until it compares again. Apart from the test's own context, so that each step of time is over when the next begins.</summary>
    private Task<TimeSpan> NextAsync() => Task.Run(() =>
    {
        var (began, before) = (_time.GetTimestamp(), _compared.Count);
        while (_compared.Count == before && _time.GetElapsedTime(began) < LookMax)
        {
            _time.Advance(Step);
        }

        return _time.GetElapsedTime(began);
    });
}
