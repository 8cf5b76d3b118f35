namespace QuantumTrader.FakeVenue;

/// <summary>What a script does to one call; the parts apply in the order of the members.</summary>
public sealed record FaultAction
{
    /// <summary>Waits first.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.Zero;

    /// <summary>Cuts the connection without an answer.</summary>
    public bool Abort { get; init; }

    /// <summary>Never answers; ends when the client goes or the venue stops.</summary>
    public bool Hang { get; init; }

    /// <summary>Sent instead of the venue's own answer.</summary>
    public RestAnswer? Answer { get; init; }

    /// <summary>Sends only so many bytes of the body and then cuts the connection.</summary>
    public int? TruncateAt { get; init; }
}
