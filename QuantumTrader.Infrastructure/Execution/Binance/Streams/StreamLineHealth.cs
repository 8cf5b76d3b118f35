namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>How one line of the venue does, for people.</summary>
/// <param name="Name">Ours: market, user.</param>
/// <param name="IsConnected">A connection is open and has proved itself as far as it can.</param>
/// <param name="SinceUtc">When the present connection began; null without one.</param>
/// <param name="LastFrameAge">Null: never a frame on this connection.</param>
/// <param name="OldestStream">The stream that has been silent for longest; null without subscriptions.</param>
/// <param name="OldestAge">For how long it has been.</param>
/// <param name="Reconnects">Connections after the first, rotations not counted.</param>
/// <param name="Rotations">Connections replaced before the venue cut them.</param>
/// <param name="Failures">Connections that could not be made or that broke.</param>
/// <param name="LastFailure">Why the last one did; null: none did. Bears no key.</param>
/// <param name="Frames">Received so far.</param>
/// <param name="Garbage">Frames that could not be understood.</param>
/// <param name="Refusals">Commands of ours that the venue refused.</param>
public sealed record StreamLineHealth(
    string Name,
    bool IsConnected,
    DateTimeOffset? SinceUtc,
    TimeSpan? LastFrameAge,
    string? OldestStream,
    TimeSpan? OldestAge,
    long Reconnects,
    long Rotations,
    long Failures,
    string? LastFailure,
    long Frames,
    long Garbage,
    long Refusals);
