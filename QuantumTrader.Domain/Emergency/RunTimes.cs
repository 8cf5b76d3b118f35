namespace QuantumTrader.Domain.Emergency;

/// <summary>When a run came how far, by the clock of the process that did it; null: not yet, or not seen by any process that lives.</summary>
public sealed record RunTimes
{
    /// <summary>From then on this process allowed no new risk.</summary>
    public DateTimeOffset? GateClosedAtUtc { get; init; }

    /// <summary>The first of file and policy held the latch.</summary>
    public DateTimeOffset? DurableAtUtc { get; init; }

    /// <summary>The first cancel or close was sent.</summary>
    public DateTimeOffset? FirstOrderAtUtc { get; init; }

    /// <summary>The second of the two readings that say flat.</summary>
    public DateTimeOffset? FlatAtUtc { get; init; }

    /// <summary>Processes that took the run up after the first.</summary>
    public int Resumed { get; init; }
}
