using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Where a segment's sound part ends, found from its end backwards without reading the rest.</summary>
/// <param name="SoundLength">Bytes up to and including the last sound line.</param>
/// <param name="LastSequence">Of the last sound line; null when there is none.</param>
/// <param name="HighestCutSequence">The highest believable sequence in the bytes behind it, when a whole line is among them.</param>
/// <param name="LastOffset">Where the last sound line begins.</param>
internal readonly record struct SegmentTail(long SoundLength, long? LastSequence, long? HighestCutSequence, long LastOffset)
{
    private const int BlockSize = 256 * 1024;
    private const int LineLengthMin = 100; // the envelope alone is longer

    public static SegmentTail Find(IDisk disk, string path, long firstSequence)
    {
        using var stream = disk.OpenRead(path);
        var length = stream.Length;
        var from = length;
        while (from > 0)
        {
            from = Math.Max(0, from - BlockSize);
            if (FindFrom(disk, path, from, firstSequence) is { LastSequence: not null } end)
            {
                return end;
            }
        }

        return length > 0 ? FindFrom(disk, path, 0, firstSequence) : new(0, null, null, 0);
    }

    /// <summary>When the last sound event happened; null when there is none.</summary>
    public static DateTimeOffset? NewestAtUtc(IDisk disk, string path, long firstSequence)
    {
        var tail = Find(disk, path, firstSequence);
        if (tail.LastSequence is null)
        {
            return null;
        }

        var stream = disk.OpenRead(path);
        stream.Position = tail.LastOffset;
        using var lines = new SegmentReader(stream, tail.LastOffset);
        return lines.Next() && lines.ReadHead(out var head, out _) is LineVerdict.Ok or LineVerdict.UnknownType ? head.AtUtc : null;
    }

    /// <summary>Without a last sequence when no sound line begins at or after <paramref name="from"/>. The block's first line may be a part of one.</summary>
    private static SegmentTail FindFrom(IDisk disk, string path, long from, long firstSequence)
    {
        var stream = disk.OpenRead(path);
        stream.Position = from;
        using var lines = new SegmentReader(stream, from);
        var found = new SegmentTail(0, null, null, 0);
        while (lines.Next())
        {
            var sequence = lines.PeekSequence();
            if (lines.IsTerminated && lines.IsSound && sequence is not null)
            {
                found = new(lines.Offset + lines.Line.Length, sequence, null, lines.Offset);
            }
            else if (lines.IsTerminated)
            {
                found = found with { HighestCutSequence = Believable(lines.Line, found.LastSequence ?? firstSequence - 1, found.HighestCutSequence) };
            }
        }

        return found;
    }

    /// <summary>
    /// A whole line that cannot be read may have been durable, so its sequence is not given away again. Its digits may be damaged:
    /// no more sequences are believed than lines could have been in those bytes.
    /// </summary>
    private static long Believable(ReadOnlySpan<byte> cut, long last, long? highest)
    {
        var most = Math.Max(last, highest ?? last) + 1 + (cut.Length / LineLengthMin);
        var read = EventLine.PeekSequence(cut) is { } sequence && sequence <= most ? sequence : last + 1;
        return Math.Max(read, highest ?? 0);
    }
}
