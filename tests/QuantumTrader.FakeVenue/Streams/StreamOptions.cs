namespace QuantumTrader.FakeVenue.Streams;

/// <summary>Times and bounds of the streams, as the venue has them; tests shorten them.</summary>
public sealed record StreamOptions
{
    /// <summary>Between two pings of the server.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A connection without a pong for so long is cut.</summary>
    public TimeSpan PongWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A connection that is so old is closed.</summary>
    public TimeSpan ConnectionLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>A listen key that nobody extends lives so long.</summary>
    public TimeSpan ListenKeyLife { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>More messages from a client within one second cut its connection.</summary>
    public int ClientMessagesPerSecondMax { get; init; } = 10;

    /// <summary>Longest message from a client, in bytes; a longer one cuts its connection.</summary>
    public int ClientMessageBytesMax { get; init; } = 64 * 1024;

    /// <summary>Most streams on one connection.</summary>
    public int StreamsPerConnectionMax { get; init; } = 1024;

    /// <summary>Messages that wait for one reader; a reader who falls further behind is cut.</summary>
    public int QueueMax { get; init; } = 20_000;

    /// <summary>Most open connections; the next one is refused with 503.</summary>
    public int ConnectionsMax { get; init; } = 300;
}
