namespace QuantumTrader.Domain.Market;

/// <summary>
/// Marks between bars, about one a second and symbol. A source of minute bars without it would leave an account unwatched for a
/// minute. Where the reader is slow, a symbol's newest mark replaces the one that waits.
/// </summary>
public interface IMarkFeed
{
    /// <summary>What came since the last batch, at most one mark a symbol. The memory is good until the next batch is asked for.</summary>
    IAsyncEnumerable<ReadOnlyMemory<MarkReading>> ReadMarksAsync(CancellationToken stopping);
}
