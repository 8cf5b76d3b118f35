using System.Text;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// What is kept of stops, in the folder of the latch: <c>runs/RUN.jsonl</c>, a line per change of a receipt, added and fsynced, so that a
/// step of a run with many orders writes only what changed. Writes are put in order and done by a thread of the pool.
/// </summary>
/// <param name="disk">Where the files are.</param>
/// <param name="directory">The folder; made when the first file is.</param>
public sealed partial class StopArchive(IDisk disk, string directory) : IStopArchive, IDisposable
{
    /// <summary>A record longer than this is written anew with the last word on each receipt; bytes.</summary>
    public const int RunBytesMax = 8 * 1024 * 1024;

    private const string Record = ".jsonl";
    private readonly string _runs = Path.Combine(directory, "runs");
    private readonly SemaphoreSlim _turn = new(1);

    public Task AppendAsync(string run, IReadOnlyList<RunEntry> entries)
    {
        var path = PathOf(run);
        return InTurnAsync(() => Append(path, entries));
    }

    public IReadOnlyList<RunEntry> ReadRun(string run) => Read(PathOf(run));

    public IReadOnlyList<string> RunsWithoutCertificate()
    {
        var certificates = disk.List(_certificates);
        return
        [
            .. disk.List(_runs)
                .Where(n => n.EndsWith(Record, StringComparison.Ordinal))
                .Select(n => n[..^Record.Length])
                .Where(r => RunName.TryParse(r, out _, out _) && !certificates.Any(c => c.EndsWith($"_{r}.json", StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal),
        ];
    }

    public void Dispose() => _turn.Dispose();

    private string PathOf(string run) => Path.Combine(_runs, Checked(run) + Record);

    private static string Checked(string run) => RunName.TryParse(run, out _, out _) ? run : throw new ArgumentException($"'{run}' is not the name of a run.", nameof(run));

    private async Task InTurnAsync(Action write)
    {
        await _turn.WaitAsync();
        try
        {
            await Task.Run(write);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Append(string path, IReadOnlyList<RunEntry> entries)
    {
        var folder = Path.GetDirectoryName(path)!;
        disk.CreateDirectory(folder);
        var isNew = !disk.Exists(path);
        using (var file = disk.OpenAppend(path))
        {
            if (file.Length + BytesOf(entries).Length is var length && length <= RunBytesMax)
            {
                // A line that a crash cut off must not swallow the next one.
                file.Append(file.Length > 0 ? [(byte)'\n', .. BytesOf(entries)] : BytesOf(entries));
                file.Flush();
                if (isNew)
                {
                    disk.FlushDirectory(folder);
                }

                return;
            }
        }

        DiskFile.Replace(disk, path, BytesOf(RunLedger.From(Read(path).Concat(entries)).Entries));
    }

    private static byte[] BytesOf(IReadOnlyList<RunEntry> entries)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries)
        {
            bytes.Write(JsonSerializer.SerializeToUtf8Bytes(entry, StopJson.Default.RunEntry));
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    private List<RunEntry> Read(string path)
    {
        var entries = new List<RunEntry>();
        if (!disk.Exists(path))
        {
            return entries;
        }

        using var reader = new StreamReader(disk.OpenRead(path), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && Parse(line) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    private static RunEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, StopJson.Default.RunEntry);
        }
        catch (JsonException)
        {
            return null; // torn by a crash, or damaged: what it said is asked of the venue again
        }
    }
}
