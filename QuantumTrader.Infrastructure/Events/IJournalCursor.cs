namespace QuantumTrader.Infrastructure.Events;

/// <summary>A place in the journal. Not for two threads at once.</summary>
public interface IJournalCursor : IDisposable
{
    /// <summary>
    /// The next durable lines, at most <paramref name="max"/>, none when the end was reached; more may come later. A damaged
    /// line is left out, so that sequences may have a hole. Throws <see cref="IOException"/> when the disk does.
    /// </summary>
    IReadOnlyList<JournalLine> Read(int max);
}
