namespace QuantumTrader.Infrastructure.Events;

/// <summary>Up to where the journal may be read: what is behind it may never become durable.</summary>
/// <param name="Sequence">Of the last durable line.</param>
/// <param name="SegmentFirst">Names the segment that was written last; 0 when there is none.</param>
/// <param name="Length">That segment's durable bytes.</param>
internal readonly record struct DurableEnd(long Sequence, long SegmentFirst, long Length);
