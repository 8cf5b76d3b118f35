namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Limits and times of the venue's streams. The defaults fit the real venue.</summary>
public sealed record StreamSettings
{
    /// <summary>Such as <c>wss://fstream.binance.com/market</c>; <c>/stream</c> is added.</summary>
    public required Uri MarketUrl { get; init; }

    /// <summary>Such as <c>wss://fstream.binance.com/private</c>; <c>/ws?listenKey=…</c> is added.</summary>
    public required Uri PrivateUrl { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that should speak each second and has not by then is on a wrong path, whatever the venue acknowledged.</summary>
    public TimeSpan FirstFrameMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Without marks for so long the connection is dead, whatever the socket says.</summary>
    public TimeSpan MarkAgeMax { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>Beyond a bar's length: a bar stream that was silent for longer is dead.</summary>
    public TimeSpan BarGraceMax { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often the connections' ages are looked at.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the private stream may be silent before it is asked for a sign of life.</summary>
    public TimeSpan ProbeAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the sign of life may take.</summary>
    public TimeSpan ProbeMax { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan PongMax { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The venue cuts at 24 h; before it does, a new connection takes over.</summary>
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromHours(23);

    /// <summary>How long the new connection of a rotation may take to prove itself; meanwhile the old one serves.</summary>
    public TimeSpan RotateMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long two private connections run side by side in a rotation; they have no frames that would prove the new one.</summary>
    public TimeSpan PrivateOverlap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The venue cuts a client that sends more than 10 messages a second, pings and pongs included.</summary>
    public int SendsPerSecondMax { get; init; } = 5;

    /// <summary>Larger client messages are answered late.</summary>
    public int CommandBytesMax { get; init; } = 3_500;

    /// <summary>All marks of the venue in one frame are about 0.2 MB.</summary>
    public int FrameBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>The venue lets a key live for 60 minutes.</summary>
    public TimeSpan KeyKeepEvery { get; init; } = TimeSpan.FromMinutes(25);

    public TimeSpan KeyRetryEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Since its last extension; then a key is taken for dead.</summary>
    public TimeSpan KeyAgeMax { get; init; } = TimeSpan.FromMinutes(55);

    /// <summary>Delete the key at a shutdown. It is shared by all clients of the account: only when we are alone.</summary>
    public bool KeyIsOurs { get; init; }

    /// <summary>Between two tries to read the account after a gap.</summary>
    public TimeSpan ResyncRetryEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Fills are asked for from so long before the last one that is known, because the stream may have told them out of order.</summary>
    public TimeSpan ResyncOverlap { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A triggered order whose conditional order was not told by then is passed on under the venue's own id.</summary>
    public TimeSpan ClaimMax { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A stop that is "triggering" for longer is stuck.</summary>
    public TimeSpan TriggerMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The asset that money is counted in.</summary>
    public string Asset { get; init; } = "USDT";

    /// <summary>Of the jitter between reconnects.</summary>
    public ulong Seed { get; init; } = 1;
}
