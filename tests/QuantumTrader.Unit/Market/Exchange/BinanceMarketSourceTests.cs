using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Market.Exchange;
using static QuantumTrader.Unit.Market.Exchange.SourceUnderTest;

namespace QuantumTrader.Unit.Market.Exchange;

public sealed class BinanceMarketSourceTests
{
    [Fact]
    public async Task HistoryFirst_WithoutTheOpenBar_ThenLiveBars()
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");

        await test.ToMinuteAsync(1);
        test.Close(0);

        await test.UntilAsync(() => test.Live.Any(), "a live step");
        Assert.Equal(Enumerable.Range(-4, 6).Select(m => OpenAt(0).AddMinutes(m)), test.Steps.Select(s => s.CloseTimeUtc));
        Assert.All(test.Steps, s => Assert.Equal(2, s.Bars.Length));
        Assert.Equal((5, 1), (test.Steps.Count(s => s.IsHistory), test.Live.Count()));
    }

    [Fact]
    public async Task RestAway_HistoryIsWaitedFor_NotTakenForEmpty()
    {
        await using var test = new SourceUnderTest();
        test.History.Failure = "away";
        test.Read();
        await test.UntilAsync(() => test.Source.Health.HistoryFailure == "away", "a failed question");
        Assert.Empty(test.Steps);

        test.History.Failure = null;

        await test.UntilAsync(() => test.Steps.Count >= 5, "history");
    }

    [Fact]
    public async Task OpenBars_AreNoBars()
    {
        await using var test = new SourceUnderTest();
        test.History.Has = open => open < OpenAt(0); // else it comes by REST where the history took its time
        test.Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");

        test.Push(MarketFrames.Kline("BTCUSDT", OpenAt(0), 101m, isClosed: false), MarketFrames.Kline("ETHUSDT", OpenAt(0), 101m, isClosed: false));
        await test.ToMinuteAsync(1, 3);

        Assert.Empty(test.Live);
    }

    // Failure mode 10: no backfill after a cut gives wrong bars.
    [Fact]
    public async Task Cut_MissingBarsComeByRest_InOrder_AndOnlyTheFreshOneIsLive()
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");
        await test.ToMinuteAsync(1);
        test.Close(0);
        await test.UntilAsync(() => test.Live.Any(), "a live step");
        test.History.Failure = "away too";
        test.Venue.Refuse = _ => new IOException("away");
        test.Venue.Last.Break();
        await test.ToMinuteAsync(5, 40);

        (test.History.Failure, test.Venue.Refuse) = (null, _ => null);
        await test.ToMinuteAsync(6, 20);
        test.Close(5);

        await test.UntilAsync(() => test.Steps.Count >= 11, "all bars");
        Assert.Equal(Enumerable.Range(-4, 11).Select(m => OpenAt(0).AddMinutes(m)), test.Steps.Select(s => s.CloseTimeUtc));
        Assert.All(test.Steps, s => Assert.Equal(2, s.Bars.Length));
        Assert.True(test.Steps[6].IsHistory && test.Steps[9].IsHistory); // minutes 2 to 5 are old news
        Assert.Equal(0, test.Source.Health.Gaps);
    }

    [Fact]
    public async Task StreamWithoutBars_RestBringsThemInTime()
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");

        await test.ToMinuteAsync(1, 8);

        await test.UntilAsync(() => test.Steps.Count == 6, "the bar");
        Assert.Equal((OpenAt(1), false), (test.Steps[5].CloseTimeUtc, test.Steps[5].IsHistory));
        Assert.Equal(2, test.Source.Health.Backfilled);
    }

    [Fact]
    public async Task HoleInTheVenuesOwnBars_IsAGap_AndTheRestGoesOn()
    {
        await using var test = new SourceUnderTest();
        test.History.Has = open => open != OpenAt(1);
        test.Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");
        await test.ToMinuteAsync(1);
        test.Close(0);
        await test.ToMinuteAsync(3);
        test.Close(2);

        await test.UntilAsync(() => test.Live.Count() == 2, "the bar after the hole");

        Assert.Equal(OpenAt(3), test.Steps[^1].CloseTimeUtc);
        Assert.Equal(2, test.Source.Health.Gaps);
    }

    [Fact]
    public async Task BarOnBothConnectionsOfARotation_ComesOnce()
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");
        await test.ToMinuteAsync(1);

        test.Close(0);
        test.Close(0);

        await test.ToMinuteAsync(1, 4);
        Assert.Single(test.Live);
        Assert.Equal(2, test.Source.Health.Duplicates);
    }

    [Fact]
    public async Task ImpossibleBar_IsGarbage()
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");

        test.Push(MarketFrames.Kline("BTCUSDT", OpenAt(0), close: 500m), MarketFrames.Kline("ETHUSDT", OpenAt(0).AddSeconds(7), 100m), MarketFrames.Kline("BTCUSDT", OpenAt(0), 100m, low: 0m));

        await test.UntilAsync(() => test.Streams.Line.Garbage >= 3, "garbage");
        Assert.Empty(test.Live);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3 * 365 * 24 * 60)]
    public async Task BarOfATimeToCome_IsRefused_AndTheTrueOnesGoOn(int minute)
    {
        await using var test = new SourceUnderTest().Read();
        await test.UntilAsync(() => test.Steps.Count == 5 && test.Venue.Sockets.Count > 0, "history");
        test.Push(MarketFrames.Kline("BTCUSDT", OpenAt(0).AddMinutes(minute), 101m), MarketFrames.Kline("ETHUSDT", OpenAt(0).AddMinutes(minute), 101m));
        await Wait(() => test.Source.Health.Ahead == 2, "two refused bars");

        await test.ToMinuteAsync(1);
        test.Close(0);
        await test.UntilAsync(() => test.Live.Any(), "a live step");
        await test.ToMinuteAsync(2);
        test.Close(1);
        await test.UntilAsync(() => test.Live.Count() == 2, "the next one");

        Assert.Equal([OpenAt(1), OpenAt(2)], test.Live.Select(s => s.CloseTimeUtc));
        Assert.Equal((0, 2), (test.Source.Health.Gaps, test.Source.Health.Ahead));
    }

    [Fact]
    public async Task Marks_AreGivenNewestOfEachSymbol_OldAndImpossibleOnesAreNone()
    {
        await using var test = new SourceUnderTest();
        var (board, now) = (test.Streams, test.Clock.GetUtcNow());
        var told = new List<MarkReading[]>();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var marks in test.Source.ReadMarksAsync(stop.Token))
            {
                lock (told)
                {
                    told.Add(marks.ToArray());
                }
            }
        });
        await Wait(() => test.Venue.Sockets.Count == 1 && test.Venue.Last.Sent.Count > 0, "a subscription");

        test.Push(MarketFrames.Marks(now, ("BTCUSDT", 101m), ("ETHUSDT", 0m), ("XRPUSDT", 1m)));
        await Wait(() => told.Count == 1, "the first marks");
        test.Push(MarketFrames.Marks(now.AddSeconds(-60), ("BTCUSDT", 99m)), MarketFrames.Marks(now.AddSeconds(-1), ("BTCUSDT", 98m), ("ETHUSDT", 50m)));
        await Wait(() => told.Count == 2, "the second marks");

        Assert.Equal([new MarkReading(Symbols[0], new(101m), now)], told[0]);
        Assert.Equal([new MarkReading(Symbols[1], new(50m), now.AddSeconds(-1))], told[1]);
        Assert.Equal(1, board.MarksLate);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public void Marks_WhileTheEngineIsSlow_AreReplacedNotQueued()
    {
        var board = new MarkBoard(Symbols);
        for (var second = 0; second < 100; second++)
        {
            board.Put(0, 100m + second, Start.AddSeconds(second));
            board.Publish();
        }

        Assert.Equal(1, board.Take());
        Assert.Equal(0, board.Take());
        Assert.Equal(99, board.Replaced);
    }

    /// <summary>The clock stands: marks have an age.</summary>
    private static Task Wait(Func<bool> condition, string what) => TestSupport.Poll.UntilAsync(condition, TimeSpan.FromSeconds(10), what);
}
