using System.Globalization;
using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// What this data directory knows of the shared lease, in the file <c>redis.epoch</c>: the highest epoch ever seen, the last one that
/// was held here to the point where nobody else had to be waited for, and the run of the store at that time. One line of three words.
/// </summary>
internal sealed class EpochFile
{
    private const string None = "-";
    private readonly string _path;

    private EpochFile(string path, long seen, long held, string run) => (_path, Seen, Held, ServerRun) = (path, seen, held, run);

    /// <summary>In memory it may be ahead of the disk after a write failed.</summary>
    public long Seen { get; private set; }

    public long Held { get; private set; }

    public string ServerRun { get; private set; }

    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static EpochFile Open(string directory)
    {
        var path = Path.Combine(directory, "redis.epoch");
        if (!File.Exists(path))
        {
            return new EpochFile(path, 0, 0, "");
        }

        return File.ReadAllText(path).Trim().Split(' ') is [var seen, var held, var run] && TryRead(seen, out var highest) && TryRead(held, out var own)
            ? new EpochFile(path, highest, own, run == None ? "" : run)
            : throw new InvalidDataException($"{path} is damaged: it must hold two whole numbers and a word. Delete it while Redis still has its data; the epoch is read from there.");
    }

    /// <summary>Remembers that the epoch was given out to somebody. Ends when it is durable.</summary>
    public async Task SawAsync(long epoch)
    {
        if (epoch > Seen)
        {
            Seen = epoch;
            await WriteAsync(Seen, Held, ServerRun);
        }
    }

    /// <summary>Remembers that the epoch is ours alone.</summary>
    public async Task HeldAsync(long epoch, string serverRun)
    {
        if (epoch != Held || serverRun != ServerRun)
        {
            await WriteAsync(Math.Max(Seen, epoch), epoch, serverRun);
            (Held, ServerRun) = (epoch, serverRun);
        }
    }

    private Task WriteAsync(long seen, long held, string run) => DurableFile.ReplaceAsync(
        _path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seen} {held} {(run.Length == 0 ? None : run)}\n")));

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
