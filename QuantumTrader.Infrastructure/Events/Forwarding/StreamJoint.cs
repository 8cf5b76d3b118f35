using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Where the journal goes on in its stream.</summary>
/// <param name="Position">Every line up to here is proved to be in the stream, or was before it was trimmed.</param>
/// <param name="Top">The stream's last sequence; above the position when the journal has no such lines.</param>
internal readonly record struct StreamJoint(long Position, long Top)
{
    private const int LinesPerRead = 512;

    /// <summary>
    /// Reads back from the smaller of what was confirmed and the stream's end. A line counts as forwarded only when the entry at its
    /// place has its event id. Entries without a line are fine: that line was damaged on the disk since. Throws
    /// <see cref="StreamConflictException"/> on a proven mismatch.
    /// </summary>
    public static async Task<StreamJoint> FindAsync(RedisLink link, IJournalLines journal, long confirmed)
    {
        var stream = link.Keys.Events(journal.JournalId);
        var ends = await StreamEnds.ReadAsync(link.Database, stream);
        var position = Math.Min(Math.Min(confirmed, ends.Top), journal.LastDurableSequence); // the last: a journal restored from an older copy
        var entries = new StreamEntries(link.Database, stream, Math.Max(1, position), ends.Top);
        using var cursor = journal.OpenAfter(Math.Max(0, position - 1)); // the last confirmed one is proved, too
        while (ends.Top > 0)
        {
            var lines = cursor.Read(LinesPerRead);
            if (lines.Count == 0)
            {
                return new(position, ends.Top);
            }

            foreach (var line in lines)
            {
                if (line.Sequence > ends.Top)
                {
                    return new(ends.Top, ends.Top);
                }

                await ProveAsync(entries, line.Sequence, line.EventId, ends, stream);
                position = line.Sequence;
            }
        }

        return new(position, ends.Top);
    }

    private static async ValueTask ProveAsync(StreamEntries entries, long sequence, Guid eventId, StreamEnds ends, string stream)
    {
        if (!(sequence >= ends.First))
        {
            return; // trimmed, which needs that it was there
        }

        var found = await entries.EventIdAtAsync(sequence);
        if (found is null)
        {
            throw new StreamConflictException($"The stream {stream} goes on to {ends.Top} without the entry {sequence}. Nothing is forwarded until a person looked: was the entry deleted? Once the stream is renamed, all that the journal has is sent again.");
        }

        if (!Guid.TryParse((string?)found, out var id) || id != eventId)
        {
            throw new StreamConflictException($"The stream {stream} holds event {found} at {sequence}, the journal {eventId}. Nothing is forwarded until a person looked: was the journal restored from an older copy?");
        }
    }
}
