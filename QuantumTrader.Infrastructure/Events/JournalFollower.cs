using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The lines that another process appends, for people, from segment to segment. Changes nothing and takes no lock. Damaged lines
/// are left out; what the disk refused in the end may be shown, and then the event that got its sequence follows.
/// </summary>
public sealed class JournalFollower(IDisk disk, string directory, long afterSequence)
{
    private long _after = afterSequence;
    private long _segmentFirst;
    private long _length;

    /// <summary>The whole lines since the last call, as they are written. Throws <see cref="IOException"/> when the disk does.</summary>
    public IEnumerable<string> Next()
    {
        if (!HasGrown(out var end))
        {
            yield break;
        }

        using var walk = new JournalWalk(disk, directory, quarantine: null, _after);
        walk.Extend(end);
        while (walk.Next(out _, out _))
        {
            _after = walk.Sequence;
            yield return Encoding.UTF8.GetString(walk.Line);
        }

        (_segmentFirst, _length) = (end.SegmentFirst, end.Length);
    }

    private bool HasGrown(out DurableEnd end)
    {
        end = default;
        var segments = Segment.List(disk, directory);
        if (segments.Count == 0)
        {
            return false;
        }

        var last = segments[^1];
        using (var stream = disk.OpenRead(Path.Combine(directory, last.Name)))
        {
            end = new DurableEnd(long.MaxValue, last.FirstSequence, stream.Length);
        }

        if (_segmentFirst > 0 && last.FirstSequence > _segmentFirst)
        {
            _after = Math.Min(_after, last.FirstSequence - 1); // what a failed write left is void
        }

        return (end.SegmentFirst, end.Length) != (_segmentFirst, _length);
    }
}
