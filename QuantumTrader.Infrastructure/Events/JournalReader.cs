using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Streams the sound events of a directory in order; memory is bounded by one line. Says of everything else what it was.</summary>
internal sealed class JournalReader(IDisk disk, string directory, Quarantine quarantine)
{
    /// <summary>Lines of types that this program does not know; they stay where they are.</summary>
    public long UnknownCount { get; private set; }

    /// <summary>Events with afterSequence &lt; sequence ≤ lastSequence.</summary>
    public IEnumerable<JournaledEvent> Read(long afterSequence, long lastSequence)
    {
        foreach (var segment in Segment.List(disk, directory))
        {
            var last = Math.Min(lastSequence, segment.LastSequenceMax);
            if (segment.FirstSequence > lastSequence || segment.LastSequenceMax <= afterSequence)
            {
                continue;
            }

            using var lines = new SegmentReader(disk.OpenRead(Path.Combine(directory, segment.Name)));
            var previous = Math.Max(afterSequence, segment.FirstSequence - 1);
            while (lines.Next() && lines.IsTerminated && !IsBeyond(lines, last))
            {
                if (TryRead(lines, segment, previous, out var journaled))
                {
                    previous = journaled.Sequence;
                    yield return journaled;
                }
            }
        }
    }

    // What failed writes left behind begins above the last sequence and goes on to the segment's end.
    private static bool IsBeyond(SegmentReader lines, long last) => lines.IsSound && lines.PeekSequence() > last;

    private bool TryRead(SegmentReader lines, Segment segment, long previous, out JournaledEvent journaled)
    {
        journaled = default;
        if (lines.IsSound && lines.PeekSequence() <= previous)
        {
            return false; // at or below what was asked for
        }

        var verdict = lines.Read(out journaled, out var fault);
        if (verdict == LineVerdict.UnknownType)
        {
            UnknownCount++;
        }
        else if (verdict != LineVerdict.Ok)
        {
            quarantine.Add(segment.Name, lines.Offset, lines.Line, fault!);
        }

        return verdict == LineVerdict.Ok;
    }
}
