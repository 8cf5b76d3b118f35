using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Finds the journal's end at the start. Only the last segment's tail is read, so a long history costs nothing.</summary>
internal static class JournalRecovery
{
    public const string TornExtension = ".torn";

    /// <summary>Leaves the last segment ending with a sound line; what was behind it is kept in a file of its own.</summary>
    public static RecoveredEnd Run(IDisk disk, string directory)
    {
        var segments = Segment.List(disk, directory);
        if (segments.Count == 0)
        {
            return new(null, 0, default, 0, null);
        }

        var last = segments[^1];
        var path = Path.Combine(directory, last.Name);
        var tail = SegmentTail.Find(disk, path, last.FirstSequence);
        var torn = SetAside(disk, directory, last.Name, tail.SoundLength);
        var lastLine = tail.LastSequence ?? last.FirstSequence - 1;
        var end = new DurableEnd(lastLine, last.FirstSequence, tail.SoundLength);
        return new(path, tail.HighestCutSequence ?? lastLine, end, torn.Length, torn.Name);
    }

    private static (long Length, string? Name) SetAside(IDisk disk, string directory, string segment, long soundLength)
    {
        var path = Path.Combine(directory, segment);
        var bytes = ReadFrom(disk, path, soundLength);
        if (bytes.Length == 0)
        {
            return (0, null);
        }

        // Named by its place, so that a crash between the copy and the cut leads to the same copy again.
        var name = $"{segment}.{soundLength}{TornExtension}";
        using (var aside = disk.OpenAppend(Path.Combine(directory, name)))
        {
            aside.Truncate(0);
            aside.Append(bytes);
            aside.Flush();
        }

        disk.FlushDirectory(directory);
        using var file = disk.OpenAppend(path);
        file.Truncate(soundLength);
        file.Flush();
        return (bytes.Length, name);
    }

    private static byte[] ReadFrom(IDisk disk, string path, long offset)
    {
        using var stream = disk.OpenRead(path);
        var bytes = new byte[stream.Length - offset];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <param name="SegmentPath">Null for a journal without a segment.</param>
/// <param name="LastSequence">The last one that was given out: 0 for an empty journal, above the last line's when a whole line had to be cut off.</param>
/// <param name="End">Where the sound lines end.</param>
/// <param name="TornLength">Bytes that were cut off.</param>
/// <param name="TornName">The file that holds them.</param>
internal readonly record struct RecoveredEnd(string? SegmentPath, long LastSequence, DurableEnd End, long TornLength, string? TornName);
