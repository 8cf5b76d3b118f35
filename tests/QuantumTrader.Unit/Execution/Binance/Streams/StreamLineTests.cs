using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class StreamLineTests
{
    [Fact]
    public async Task Line_Started_SubscribesAndTellsThatItIsUp()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks).Start();

        await LineUnderTest.SoonAsync(() => line.Sink.Told.Count > 0 && line.Venue.Last.Sent.Count > 0, "a subscription");

        Assert.Equal(["up"], line.Sink.Told);
        Assert.Equal("""{"method":"SUBSCRIBE","params":["!markPrice@arr@1s"],"id":1}""", line.Venue.Last.Sent[0]);
    }

    // Failure mode 9: a wrong path is acknowledged, and then nothing ever comes.
    [Fact]
    public async Task WrongPath_AcknowledgedButSilent_IsReportedAndConnectedAnew()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks).Start();

        await line.UntilAsync(() => line.Venue.Sockets.Count > 1, "a second connection");

        Assert.Contains("!markPrice@arr@1s sent nothing within 10", line.Sink.Told[1], StringComparison.Ordinal);
        Assert.Contains("wrong path", line.Line.Health().LastFailure, StringComparison.Ordinal);
        Assert.True(line.Venue.Sockets[0].IsClosed);
    }

    [Fact]
    public async Task OneStreamOfTwo_AcknowledgedButSilent_IsNamed()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks, new StreamSpec("btcusdt@kline_1m", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(80)));
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");

        await line.LiveAsync(TimeSpan.FromSeconds(11));

        await LineUnderTest.SoonAsync(() => line.Line.Health().LastFailure is { Length: > 0 }, "a failure");
        Assert.Contains("btcusdt@kline_1m sent nothing", line.Line.Health().LastFailure, StringComparison.Ordinal);
    }

    // Failure mode 11: the socket is open and mute.
    [Fact]
    public async Task HalfOpen_NoDataThoughTheSocketIsOpen_IsConnectedAnew()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks);
        line.Venue.OnSent = ScriptedVenue.Serve;
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Sink.Data.Count > 0, "the first frame");

        await line.UntilAsync(() => line.Venue.Sockets.Count > 1, "a second connection");

        Assert.Contains("half open", line.Sink.Told[1], StringComparison.Ordinal);
        await line.UntilAsync(() => line.Sink.Told.Count > 2, "up again");
        Assert.Equal("up", line.Sink.Told[2]);
    }

    [Fact]
    public async Task LivingStream_ForMinutes_KeepsItsConnection()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks);
        line.Venue.OnSent = ScriptedVenue.Serve;
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Sink.Data.Count > 0, "the first frame");

        await line.LiveAsync(TimeSpan.FromSeconds(120));

        Assert.Single(line.Venue.Sockets);
        Assert.True(line.Line.Health().IsConnected);
    }

    [Fact]
    public async Task FramesThatNobodyUnderstands_CountAsSilence()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks).Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");

        for (var second = 0; second < 12 && line.Venue.Sockets.Count == 1; second++)
        {
            line.Venue.Last.Push("""{"stream":"!markPrice@arr@1s","data":{"e":"garbage"}}""");
            line.Venue.Last.Push("<html>");
            await line.Clock.ByAsync(TimeSpan.FromSeconds(1), LineUnderTest.Step);
        }

        await line.UntilAsync(() => line.Venue.Sockets.Count > 1, "a second connection");
        Assert.True(line.Line.Health().Garbage >= 10);
    }

    [Fact]
    public async Task Cut_ByTheVenueOrTheNetwork_IsToldAndConnectedAnew()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks);
        line.Venue.OnSent = ScriptedVenue.Serve;
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Sink.Data.Count > 0, "the first frame");

        line.Venue.Last.Close();
        await line.UntilAsync(() => line.Sink.Data.Count > 1, "frames after a close");
        line.Venue.Last.Break();
        await line.UntilAsync(() => line.Sink.Data.Count > 2, "frames after a break");

        Assert.Equal(
            ["up", "down: closed by the venue (1006 )", "up", "down: Connection reset by peer", "up"], line.Sink.Told);
        Assert.Equal(2, line.Line.Health().Reconnects);
    }

    [Fact]
    public async Task VenueAway_ReconnectsWithGrowingPauses()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks);
        var tries = new List<DateTimeOffset>();
        line.Venue.Refuse = _ =>
        {
            lock (tries)
            {
                tries.Add(line.Clock.GetUtcNow());
            }

            return new HttpRequestException("Connection refused");
        };
        line.Start();

        await line.UntilAsync(() => tries.Count >= 9, "nine tries");

        var pauses = tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalSeconds).ToArray();
        Assert.InRange(pauses[0], 0.0, 1.0);
        Assert.InRange(pauses[7], 15.0, 31.0); // the cap, half of it drawn
        Assert.Empty(line.Sink.Told); // It was never up.
        Assert.Equal("Connection refused", line.Line.Health().LastFailure);
    }

    [Fact]
    public async Task Frame_LargerThanTheLimit_EndsTheConnection()
    {
        await using var line = new LineUnderTest(LineUnderTest.Default with { FrameBytesMax = 50_000 }, LineUnderTest.Marks);
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");

        line.Venue.Last.Push(new string('x', 60_000));

        await line.UntilAsync(() => line.Sink.Told.Count > 1, "the end");
        Assert.Equal("down: a frame of more than 50000 bytes", line.Sink.Told[1]);
    }

    [Fact]
    public async Task Frame_InManyParts_ArrivesWhole()
    {
        await using var line = new LineUnderTest(null, LineUnderTest.Marks).Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");
        var text = $$$"""{"stream":"!markPrice@arr@1s","data":{"e":"{{{new string('a', 300_000)}}}"}}""";

        line.Venue.Last.Push(text);

        await line.UntilAsync(() => line.Sink.Data.Count > 0, "the frame");
        Assert.Equal(text[40..], line.Sink.Data[0][^(text.Length - 40)..]);
    }

    [Fact]
    public async Task ManyStreams_AreSubscribedInSmallMessages_NotMoreThanTheVenueAllowsASecond()
    {
        var specs = Enumerable.Range(0, 1_000).Select(i => new StreamSpec($"symbol{i:0000}usdt@kline_1m", TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2))).ToArray();
        await using var line = new LineUnderTest(null, specs);
        var times = new List<DateTimeOffset>();
        line.Venue.OnSent = (_, _) =>
        {
            lock (times)
            {
                times.Add(line.Clock.GetUtcNow());
            }
        };
        line.Start();

        await line.Clock.UntilAsync(() => line.Sink.Told.Count > 0, TimeSpan.FromMilliseconds(100), "all subscriptions");

        Assert.All(line.Venue.Last.Sent, m => Assert.True(m.Length < 4_000));
        Assert.Equal(1_000, line.Venue.Last.Sent.Sum(m => m.Split("@kline_1m").Length - 1));
        Assert.All(times, t => Assert.True(times.Count(o => o >= t && o < t.AddSeconds(1)) <= 5));
    }
}
