using System.Text;
using System.Text.Json;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Copies of lines that could not be read, for people: <c>{segment}.quarantine</c>, one JSON object a line. The line itself
/// stays in its segment, so nothing depends on the copy; a disk that refuses it only counts.
/// </summary>
internal sealed class Quarantine(IDisk disk, string directory, Action<string, long, string> report)
{
    public const string Extension = ".quarantine";

    /// <summary>Beyond this many, lines are counted and no longer copied.</summary>
    public const int CopiesMax = 10_000;

    private readonly Lock _gate = new();
    private readonly HashSet<(string Segment, long Offset)> _seen = []; // bounded by CopiesMax

    /// <summary>Different lines found bad since the journal was opened.</summary>
    public long Count { get; private set; }

    public void Add(string segment, long offset, ReadOnlySpan<byte> line, string fault)
    {
        lock (_gate)
        {
            if (_seen.Count >= CopiesMax || !_seen.Add((segment, offset)))
            {
                return;
            }

            Count++;
            report(segment, offset, fault);
            TryCopy(segment, offset, line, fault);
        }
    }

    private void TryCopy(string segment, long offset, ReadOnlySpan<byte> line, string fault)
    {
        try
        {
            var path = Path.Combine(directory, segment + Extension);
            if (IsCopied(path, offset))
            {
                return;
            }

            using var file = disk.OpenAppend(path);
            file.Append(Copy(offset, line, fault));
            file.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report(segment, offset, $"it could not be copied to {segment}{Extension}: {e.Message}");
        }
    }

    private bool IsCopied(string path, long offset)
    {
        if (!disk.Exists(path))
        {
            return false;
        }

        using var lines = new LineReader(disk.OpenRead(path));
        var start = Encoding.UTF8.GetBytes($"{{\"offset\":{offset},");
        while (lines.Next())
        {
            if (lines.Line.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Copy(long offset, ReadOnlySpan<byte> line, string fault)
    {
        var buffer = new LineBuffer(line.Length * 2);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("offset"u8, offset);
            json.WriteString("fault"u8, fault);
            json.WriteBase64String("bytes"u8, line);
            json.WriteEndObject();
        }

        buffer.Append("\n"u8);
        return buffer.Written.ToArray();
    }
}
