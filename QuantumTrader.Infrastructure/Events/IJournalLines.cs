namespace QuantumTrader.Infrastructure.Events;

/// <summary>The journal for those who carry it on: raw lines, in order, from any place.</summary>
public interface IJournalLines
{
    /// <summary>Made once for a data directory and never changed; letters and digits.</summary>
    string JournalId { get; }

    long LastDurableSequence { get; }

    /// <summary>Goes to the first durable line after <paramref name="sequence"/> without reading what is before it.</summary>
    IJournalCursor OpenAfter(long sequence);

    /// <summary>Ends when a line after <paramref name="sequence"/> is durable.</summary>
    Task WaitAfterAsync(long sequence, CancellationToken stopping);
}
