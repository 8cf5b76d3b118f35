namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>How the private stream does, for people.</summary>
/// <param name="Gaps">Times that something may have been missed.</param>
/// <param name="Resyncs">Readings of the account after a gap that succeeded.</param>
/// <param name="ResyncFailure">Why the last one failed; null: it did not.</param>
/// <param name="Waiting">Events that wait for the engine or for a reading.</param>
/// <param name="Duplicates">Fills and states that were dropped, because they were told before.</param>
/// <param name="UnknownEvents">Of kinds that are not known.</param>
/// <param name="UnreadEvents">That matter and could not be understood; each is a gap.</param>
/// <param name="ForeignFees">Fills whose fee was in another asset; it counts for what it was worth.</param>
/// <param name="EstimatedFees">Those of them whose asset had no known price; they count as a share of the order's value.</param>
/// <param name="UnassignedFunding">Funding that the venue told without a symbol while several positions were open.</param>
/// <param name="KeysAsked">Keys asked for, one per connection.</param>
/// <param name="Latency">From the venue's time stamp to us.</param>
public sealed record UserStreamHealth(
    StreamLineHealth Line,
    StreamTrust Trust,
    long Gaps,
    long Resyncs,
    string? ResyncFailure,
    int Waiting,
    long Duplicates,
    long UnknownEvents,
    long UnreadEvents,
    long ForeignFees,
    long EstimatedFees,
    long UnassignedFunding,
    long KeysAsked,
    StreamLatency Latency);
