using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>What the single file holds; never changed once it was made.</summary>
internal sealed record TradeFileContent(long Generation, IReadOnlyDictionary<string, long> Checkpoints, IReadOnlyDictionary<TradeId, TradeState> Trades)
{
    public static readonly TradeFileContent Empty = new(0, new Dictionary<string, long>(), new Dictionary<TradeId, TradeState>());
}

/// <summary>
/// The file of <see cref="SingleFileTradeStateStore"/>: <c>{"format":1,"sum":"0123456789abcdef","content":{...}}</c>, the sum being
/// the XxHash3 of the content's bytes. The generation before is kept beside it. Whatever is wrong is an <see cref="InvalidDataException"/>
/// that names the file and the remedy, or the disk's own error.
/// </summary>
internal sealed class TradeFile(IDisk disk, string path)
{
    private const int SumDigits = 16;

    private static ReadOnlySpan<byte> Start => "{\"format\":1,\"sum\":\""u8;

    private static ReadOnlySpan<byte> ContentStart => "\",\"content\":"u8;

    private string Previous => path + ".previous";

    private string Beside => path + ".new";

    /// <summary>Empty when nothing was ever saved.</summary>
    public TradeFileContent Read()
    {
        if (disk.Exists(path))
        {
            return Parse(path);
        }

        // A crash between the two renames of a write: that write was not acknowledged, and the one before it is whole.
        return disk.Exists(Previous) ? Parse(Previous) : TradeFileContent.Empty;
    }

    /// <summary>Old or new after a crash, never half and never gone; ends when it is durable.</summary>
    public void Replace(TradeFileContent content)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        disk.CreateDirectory(directory);
        if (disk.Exists(Beside))
        {
            disk.Delete(Beside);
        }

        using (var file = disk.OpenAppend(Beside))
        {
            file.Append(Write(content));
            file.Flush();
        }

        if (disk.Exists(path))
        {
            disk.Rename(path, Previous);
        }

        disk.Rename(Beside, path);
        disk.FlushDirectory(directory);
    }

    private static byte[] Write(TradeFileContent content)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteNumber("generation", content.Generation);
            json.WriteStartObject("checkpoints");
            foreach (var (journal, sequence) in content.Checkpoints)
            {
                json.WriteNumber(journal, sequence);
            }

            json.WriteEndObject();
            json.WriteStartArray("trades");
            foreach (var trade in content.Trades.Values)
            {
                json.WriteRawValue(TradeStateJson.WriteUtf8(trade), skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
        return [.. Start, .. SumOf(bytes), .. ContentStart, .. bytes, (byte)'}'];
    }

    private TradeFileContent Parse(string file)
    {
        try
        {
            return Parse(ReadAll(file));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            var remedy = file == Previous ? "move it away" : $"move it away and rename {Previous} to it";
            throw new InvalidDataException($"The trade file {file} is damaged or from a newer program: {e.Message.ReplaceLineEndings(" ")} Restore it from a copy, or {remedy}; what is missing then is rebuilt from the journal.", e);
        }
    }

    private static TradeFileContent Parse(byte[] bytes)
    {
        var head = Start.Length + SumDigits + ContentStart.Length;
        if (bytes.Length <= head || !bytes.AsSpan().StartsWith(Start) || bytes[^1] != '}')
        {
            throw new FormatException("it does not begin or end as format 1 does.");
        }

        var content = bytes.AsSpan(head, bytes.Length - head - 1);
        if (!bytes.AsSpan(Start.Length, SumDigits).SequenceEqual(SumOf(content)))
        {
            throw new FormatException("its checksum does not fit.");
        }

        using var json = JsonDocument.Parse(bytes.AsMemory(head, content.Length));
        var root = json.RootElement;
        return new TradeFileContent(
            root.GetProperty("generation").GetInt64(),
            root.GetProperty("checkpoints").EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetInt64()),
            root.GetProperty("trades").EnumerateArray().Select(t => TradeStateJson.Read(t.GetRawText())).ToDictionary(t => t.TradeId));
    }

    private byte[] ReadAll(string file)
    {
        using var stream = disk.OpenRead(file);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static byte[] SumOf(ReadOnlySpan<byte> content)
    {
        var text = new byte[SumDigits];
        Utf8Formatter.TryFormat(XxHash3.HashToUInt64(content), text, out _, new('x', SumDigits));
        return text;
    }
}
