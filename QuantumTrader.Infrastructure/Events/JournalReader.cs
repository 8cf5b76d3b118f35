using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Streams the events of a directory that this program knows, in order; memory is bounded by one line.</summary>
internal static class JournalReader
{
    /// <summary>Events after the sequence and up to the end, which was taken before.</summary>
    public static IEnumerable<JournaledEvent> Read(IDisk disk, string directory, Quarantine quarantine, long afterSequence, DurableEnd end)
    {
        using var walk = new JournalWalk(disk, directory, quarantine, afterSequence);
        walk.Extend(end);
        while (TryNext(walk, out var journaled))
        {
            yield return journaled;
        }
    }

    private static bool TryNext(JournalWalk walk, out JournaledEvent journaled)
    {
        while (walk.Next(out var head, out var verdict))
        {
            if (verdict != LineVerdict.Ok)
            {
                continue; // a newer program's; it stays where it is
            }

            if (EventLine.ReadEvent(head, out journaled, out var fault) == LineVerdict.Ok)
            {
                return true;
            }

            walk.SetAside(fault!);
        }

        journaled = default;
        return false;
    }
}
