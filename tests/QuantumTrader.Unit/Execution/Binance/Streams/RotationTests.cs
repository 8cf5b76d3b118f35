using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

// The venue cuts a connection at 24 hours. Failure mode 10 begins there.
public sealed class RotationTests
{
    private static readonly StreamSettings Soon = LineUnderTest.Default with { RotateAfter = TimeSpan.FromSeconds(20), RotateMax = TimeSpan.FromSeconds(15) };

    [Fact]
    public async Task Rotation_NewConnectionSpeaks_OldOneIsClosedAfterwardsAndNoGapIsTold()
    {
        await using var line = new LineUnderTest(Soon, LineUnderTest.Marks);
        line.Venue.OnSent = (socket, text) =>
        {
            if (line.Venue.Sockets[0] == socket)
            {
                ScriptedVenue.Serve(socket, text);
            }
        };
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Sink.Data.Count > 0, "the first frame");
        var old = line.Venue.Sockets[0];

        await KeepAliveUntil(line, old, () => line.Venue.Sockets.Count == 2 && line.Venue.Last.Sent.Count > 0);
        await KeepAlive(line, old, seconds: 3);
        Assert.False(old.IsClosed); // The new one has not spoken yet.
        line.Venue.Last.Push("""{"stream":"!markPrice@arr@1s","data":{"e":"new"}}""");

        await line.UntilAsync(() => old.IsClosed, "the old one's end");
        Assert.Equal(["up"], line.Sink.Told);
        Assert.Equal((0, 1), (line.Line.Health().Reconnects, line.Line.Health().Rotations));
    }

    [Fact]
    public async Task Rotation_NewConnectionIsSilent_OldOneServesOn()
    {
        await using var line = new LineUnderTest(Soon, LineUnderTest.Marks);
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");
        var old = line.Venue.Sockets[0];

        await KeepAliveUntil(line, old, () => line.Venue.Sockets.Count >= 3);

        Assert.False(old.IsClosed);
        Assert.True(line.Venue.Sockets[1].IsClosed);
        Assert.Equal(["up"], line.Sink.Told);
    }

    [Fact]
    public async Task Rotation_OldConnectionBreaksMeanwhile_IsAGap()
    {
        await using var line = new LineUnderTest(Soon, LineUnderTest.Marks);
        line.Start();
        await LineUnderTest.SoonAsync(() => line.Venue.Sockets.Count == 1 && line.Venue.Last.Sent.Count > 0, "a subscription");
        var old = line.Venue.Sockets[0];
        await KeepAliveUntil(line, old, () => line.Venue.Sockets.Count == 2);

        old.Break();

        await line.UntilAsync(() => line.Sink.Told.Count >= 3, "down and up");
        Assert.Equal(["up", "down: Connection reset by peer", "up"], line.Sink.Told);
    }

    private static async Task KeepAliveUntil(LineUnderTest line, ScriptedSocket socket, Func<bool> condition)
    {
        for (var second = 0; second < 200 && !condition(); second++)
        {
            await KeepAlive(line, socket, 1);
        }

        Assert.True(condition());
    }

    private static async Task KeepAlive(LineUnderTest line, ScriptedSocket socket, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            socket.Push("""{"stream":"!markPrice@arr@1s","data":{"e":"x"}}""");
            await line.Clock.ByAsync(TimeSpan.FromSeconds(1), LineUnderTest.Step);
        }
    }
}
