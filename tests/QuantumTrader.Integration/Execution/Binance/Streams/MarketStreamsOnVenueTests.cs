using QuantumTrader.Domain.Market;
using QuantumTrader.FakeVenue.Market;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Integration.Execution.Binance.Streams;

public sealed class MarketStreamsOnVenueTests
{
    // Failure mode 9.
    [Fact]
    public async Task MarketStreams_OnTheWrongPath_AreAcknowledgedAndSilent_AndThatIsReported()
    {
        await using var test = await StreamsOnVenue.StartAsync(
            change: s => s with { MarketUrl = new(s.MarketUrl, "/public"), FirstFrameMax = TimeSpan.FromSeconds(1.5) });

        test.Market.Start(CancellationToken.None);

        await StreamsOnVenue.UntilAsync(() => test.Market.Line.Reconnects > 0, "a second try");
        Assert.Contains("wrong path", test.Market.Line.LastFailure, StringComparison.Ordinal);
        Assert.True(test.Market.Line.Frames > 0); // it was acknowledged
    }

    // No order book is kept, so that none can be out of step.
    [Fact]
    public async Task MarketStreams_Subscribed_AreMarksAndBarsAlone()
    {
        await using var test = await StreamsOnVenue.StartAsync();

        test.Market.Start(CancellationToken.None);

        await StreamsOnVenue.UntilAsync(() => test.Market.Line.Frames > 2, "marks");
        Assert.Equal(["!markPrice@arr@1s", "btcusdt@kline_1m"], test.Host.Streams.SubscribedNames().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Marks_ComeEachSecond_AndFollowThePrice()
    {
        await using var test = await StreamsOnVenue.StartAsync();
        var last = 0m;
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            test.Market.Start(stop.Token);
            await foreach (var marks in test.Market.Marks.ReadMarksAsync(stop.Token))
            {
                last = marks.Span[0].Price.Value;
            }
        });
        await StreamsOnVenue.UntilAsync(() => last == 30_000m, "the first mark");

        await test.Gateway.MoveAsync(30_123.4m);

        await StreamsOnVenue.UntilAsync(() => last == 30_123.4m, "the new mark");
        Assert.InRange(test.Market.Latency.Last!.Value, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Marks_OnAMuteSocket_AreFoundByTheirAge()
    {
        await using var test = await StreamsOnVenue.StartAsync();
        test.Market.Start(CancellationToken.None);
        await StreamsOnVenue.UntilAsync(() => test.Market.Line.Frames > 2, "marks");

        test.Fault(StreamFaultKind.Silence, path: StreamPath.Market);

        await StreamsOnVenue.UntilAsync(() => test.Market.Line is { Reconnects: 1, IsConnected: true, LastFrameAge: not null }, "a new connection");
        Assert.Contains("half open", test.Market.Line.LastFailure, StringComparison.Ordinal);
    }

    // Failure mode 10.
    [Fact]
    public async Task Bars_MissedInACut_ComeByRest_InOrder()
    {
        await using var test = await StreamsOnVenue.StartAsync();
        var minute = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60);
        Push(test, minute.AddMinutes(-6));
        Push(test, minute.AddMinutes(-5));
        using var source = new BinanceMarketSource(
            "venue", test.Market, new BinanceBarHistory(test.Gateway.Api, TimeSpan.FromMinutes(1)),
            new BarSettings { HistoryBars = 10, SettleTime = TimeSpan.Zero, LateMax = TimeSpan.FromHours(1) }, TimeProvider.System,
            new RehearsalBarClock(StreamsOnVenue.Btc, 1, TimeProvider.System)); // bars by hand have a time of their own
        var steps = new List<MarketStep>();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var step in source.ReadAsync(null, stop.Token))
            {
                lock (steps)
                {
                    steps.Add(step);
                }
            }
        });
        await StreamsOnVenue.UntilAsync(() => steps.Count == 2 && test.Market.Line.Frames > 2, "history and marks");
        Push(test, minute.AddMinutes(-4));
        await StreamsOnVenue.UntilAsync(() => steps.Count == 3, "a live bar");

        test.Fault(StreamFaultKind.Gap, "kline", count: 100, path: StreamPath.Market);
        Push(test, minute.AddMinutes(-3));
        test.Host.Streams.ClearFaults();
        Push(test, minute.AddMinutes(-2));

        await StreamsOnVenue.UntilAsync(() => steps.Count == 5, "both bars");
        Assert.Equal(Enumerable.Range(-5, 5).Select(m => minute.AddMinutes(m)), steps.Select(s => s.CloseTimeUtc));
        Assert.Equal([true, true, false, true, false], steps.Select(s => s.IsHistory)); // the one that was missed is a minute old
        Assert.Equal((1, 0), (source.Health.Backfilled, source.Health.Gaps));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static void Push(StreamsOnVenue test, DateTimeOffset open) => test.Host.Feed.PushBar(
        "BTCUSDT",
        new Bar(open.ToUnixTimeMilliseconds(), open.AddMinutes(1).ToUnixTimeMilliseconds(), 30_000m, 30_010m, 29_990m, 30_005m, 1m, 30_000m) { Trades = 3 });
}
