using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// At which venue a data directory's trades are, in a file beside them. The same directory under other settings would take them over with
/// an account that knows nothing of them, and a stop would prove the wrong account flat.
/// </summary>
public static class VenueMark
{
    public const string FileName = "engine.venue";
    private const int LengthMax = 300;

    /// <summary>Null when the directory was never used, or last by a version that noted nothing.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var text = File.ReadAllText(path).Trim();
        return text.Length is > 0 and <= LengthMax ? text : throw new InvalidDataException($"{path} is damaged: it must name the venue of this data directory in one line, such as Paper. Correct it, or name another folder with Data:Directory.");
    }

    /// <exception cref="OtherVenueException">The directory's trades are at another venue.</exception>
    public static void Check(string directory, string venue)
    {
        if (Read(directory) is { } noted && noted != venue)
        {
            throw new OtherVenueException(directory, noted, venue);
        }
    }

    /// <summary>Durable when it ends; before the first order.</summary>
    public static Task WriteAsync(string directory, string venue) =>
        Read(directory) == venue ? Task.CompletedTask : DurableFile.ReplaceAsync(Path.Combine(directory, FileName), Encoding.UTF8.GetBytes(venue + "\n"));
}
