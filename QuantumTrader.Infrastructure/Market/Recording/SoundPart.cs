using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>What of a plain day file is whole after a crash.</summary>
/// <param name="Length">Bytes up to the end of the last whole line; 0 when not even the header is whole.</param>
/// <param name="LastOpenMs">The open time of the last row; 0 when there is none.</param>
internal readonly record struct SoundPart(long Length, long LastOpenMs)
{
    private const int TailBytes = 4096; // a line is some 100

    /// <exception cref="IOException">The disk refuses, or the file is none of the recorder's.</exception>
    public static SoundPart Of(IDisk disk, string path)
    {
        using var stream = disk.OpenRead(path);
        var from = Math.Max(0, stream.Length - TailBytes);
        stream.Position = from;
        var tail = new byte[stream.Length - from];
        stream.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0)
        {
            return from == 0 && KlineRowWriter.Header.StartsWith(tail) ? default : throw NotOurs(path);
        }

        var begin = tail.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
        var line = tail.AsSpan(begin, end - begin);
        return from + begin == 0 && line.SequenceEqual(KlineRowWriter.Header) ? new(end, 0)
            : from + begin > 0 && long.TryParse(line[..Math.Max(0, line.IndexOf((byte)','))], out var openMs) ? new(from + end, openMs)
            : throw NotOurs(path);
    }

    private static IOException NotOurs(string path) => new($"{path} does not end in a row of klines: move it away.");
}
