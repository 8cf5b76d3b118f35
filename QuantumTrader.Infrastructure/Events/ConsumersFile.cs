using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// <code>{"sum":"0123456789abcdef","confirmed":{"forwarder":1234}}</code>
/// sum is the XxHash3 of the bytes of confirmed: a digit that changed by itself must not let a segment go.
/// </summary>
internal sealed class ConsumersFile(IDisk disk, string directory)
{
    public const string Name = "consumers.json";
    public const string DamagedName = Name + ".damaged";
    private const int LengthMax = 1024 * 1024;

    private readonly string _path = Path.Combine(directory, Name);

    /// <summary>Empty when there is no file. A damaged one is put aside, and the fault says what was wrong with it.</summary>
    public Dictionary<string, long> Read(out string? fault)
    {
        fault = null;
        if (!disk.Exists(_path))
        {
            return [];
        }

        try
        {
            return Parse(DiskFile.ReadAll(disk, _path, LengthMax));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            fault = e.Message.ReplaceLineEndings(" ");
            PutAside();
            return [];
        }
    }

    public void Write(IReadOnlyDictionary<string, long> confirmed)
    {
        var text = new StringBuilder("{");
        foreach (var (name, sequence) in confirmed)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 1 ? "," : "")}\"{name}\":{sequence}");
        }

        text.Append('}');
        var json = text.ToString();
        DiskFile.Replace(disk, _path, Encoding.UTF8.GetBytes($"{{\"sum\":\"{SumOf(json)}\",\"confirmed\":{json}}}\n"));
    }

    private static Dictionary<string, long> Parse(byte[] content)
    {
        using var document = JsonDocument.Parse(content);
        var confirmed = document.RootElement.GetProperty("confirmed");
        return document.RootElement.GetProperty("sum").GetString() == SumOf(confirmed.GetRawText())
            ? confirmed.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64(), StringComparer.Ordinal)
            : throw new FormatException("its checksum does not fit");
    }

    private static string SumOf(string json) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(json)).ToString("x16", CultureInfo.InvariantCulture);

    private void PutAside()
    {
        try
        {
            disk.Rename(_path, Path.Combine(directory, DamagedName));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays where it is, and the next write replaces it.
        }
    }
}
