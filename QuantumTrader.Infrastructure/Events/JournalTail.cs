using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The journal's newest lines, for people. Changes nothing and takes no lock.</summary>
public static class JournalTail
{
    public static IReadOnlyList<string> Read(string directory, int count) => Read(PhysicalDisk.Instance, directory, count);

    /// <summary>
    /// At most <paramref name="count"/> lines as they are written, oldest first; damaged ones and an unfinished last one are left
    /// out. Reads whole segments from the newest back, as many as it takes. Throws <see cref="IOException"/> when the disk does.
    /// </summary>
    public static IReadOnlyList<string> Read(IDisk disk, string directory, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var found = new List<string>();
        foreach (var segment in Segment.List(disk, directory).Reverse())
        {
            if (found.Count >= count)
            {
                break;
            }

            found.InsertRange(0, Newest(disk, Path.Combine(directory, segment.Name), segment.LastSequenceMax, count - found.Count));
        }

        return found;
    }

    /// <summary>Of a line that <see cref="Read(string, int)"/> gave.</summary>
    public static long SequenceOf(string line) => EventLine.PeekSequence(Encoding.UTF8.GetBytes(line)) ?? 0;

    private static Queue<string> Newest(IDisk disk, string path, long lastSequence, int count)
    {
        var newest = new Queue<string>();
        using var lines = new SegmentReader(disk.OpenRead(path));
        while (lines.Next() && lines.IsTerminated)
        {
            if (!lines.IsSound || lines.PeekSequence() > lastSequence)
            {
                continue;
            }

            newest.Enqueue(Encoding.UTF8.GetString(lines.Line).TrimEnd('\n'));
            if (newest.Count > count)
            {
                newest.Dequeue();
            }
        }

        return newest;
    }
}
