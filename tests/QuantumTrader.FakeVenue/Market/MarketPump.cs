namespace QuantumTrader.FakeVenue.Market;

/// <summary>Moves the feed and tells the marks as time passes. A late step is made up for: the bars keep to the clock.</summary>
internal sealed class MarketPump : IAsyncDisposable
{
    private const int SlowMarks = 3; // the markPrice stream without @1s
    private static readonly TimeSpan WakeMin = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _ended = new();
    private readonly Task[] _loops;

    public MarketPump(MarketFeed feed, MarketPublisher publisher, FeedOptions options, TimeProvider time)
    {
        var marks = TellAsync(publisher, options.MarkEvery, time);
        _loops = feed.Pace.Tick is { } tick ? [marks, MoveAsync(feed, tick, time)] : [marks];
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task TellAsync(MarketPublisher publisher, TimeSpan every, TimeProvider time)
    {
        using var timer = new PeriodicTimer(every, time);
        for (var round = 0; await timer.WaitForNextTickAsync(_ended.Token); round++)
        {
            publisher.OnSecond(includeSlow: round % SlowMarks == 0);
        }
    }

    private async Task MoveAsync(MarketFeed feed, TimeSpan tick, TimeProvider time)
    {
        using var timer = new PeriodicTimer(tick > WakeMin ? tick : WakeMin, time);
        var began = Start(feed, time);
        var done = 0L;
        while (await timer.WaitForNextTickAsync(_ended.Token))
        {
            for (var due = (long)((time.GetUtcNow() - began) / tick); done < due; done++)
            {
                if (_ended.IsCancellationRequested || !feed.StepTick())
                {
                    return;
                }
            }
        }
    }

    /// <summary>A walk's first bar began at the whole minute; a file's begins now.</summary>
    private static DateTimeOffset Start(MarketFeed feed, TimeProvider time) => feed.IsWalk
        ? feed.BeganAtUtc.AddTicks(-(feed.BeganAtUtc.UtcTicks % TimeSpan.TicksPerMinute))
        : time.GetUtcNow();
}
