using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>
/// The file by which somebody without screen, API or command line stops trading: that it is there is enough, whatever it is. Its first line
/// is the reason. Once the stop is on a disk the file is renamed, so that it stops once. For one thread at a time.
/// </summary>
/// <param name="directory">The folder of the latch.</param>
/// <param name="name">Of the file.</param>
/// <param name="time">For the name that it gets.</param>
public sealed class StopFile(string directory, string name, TimeProvider time)
{
    /// <summary>In characters.</summary>
    public const int ReasonMax = 200;

    private const int ReadMax = 4_096;
    private Task<string>? _reading;

    /// <summary>How long the stop may wait for its reason. 250 ms by default.</summary>
    public TimeSpan ReadWait { get; init; } = TimeSpan.FromMilliseconds(250);

    public string Path { get; } = System.IO.Path.Combine(directory, name);

    /// <summary>Null when it is not there. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when nobody can tell, because the folder itself cannot be looked into.</summary>
    public StopFileSeen? Look()
    {
        FileAttributes kind;
        try
        {
            kind = File.GetAttributes(Path); // of a link itself, wherever it points
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            _reading = null;
            return null;
        }

        return new StopFileSeen(Path, ReasonOf(kind));
    }

    /// <summary>Null when it was renamed or is gone; else why not, for people.</summary>
    public string? Take()
    {
        var taken = System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{name}.taken-{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'.'fff'Z'}"));
        try
        {
            var kind = File.GetAttributes(Path);
            if (kind.HasFlag(FileAttributes.Directory) && !kind.HasFlag(FileAttributes.ReparsePoint))
            {
                Directory.Move(Path, taken);
            }
            else
            {
                File.Move(Path, taken, overwrite: false);
            }

            _reading = null;
            DirectoryFlush.Run(directory);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{Path} cannot be renamed: {e.Message}";
        }
    }

    private string ReasonOf(FileAttributes kind) =>
        kind.HasFlag(FileAttributes.ReparsePoint) ? $"{name} is a symbolic link, which is not followed."
        : kind.HasFlag(FileAttributes.Directory) ? $"{name} is a directory and gives no reason."
        : Read();

    /// <summary>Within a moment: a pipe, or a disk that hangs, must not keep the stop waiting. One that hangs is not asked twice.</summary>
    private string Read()
    {
        _reading ??= Task.Factory.StartNew(ReadNow, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default); // a thread of its own, which may hang for good
        if (!_reading.Wait(ReadWait))
        {
            return $"{name} does not let itself be read in time.";
        }

        var read = _reading.Result;
        _reading = null;
        return read;
    }

    private string ReadNow()
    {
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[ReadMax];
            var length = stream.ReadAtLeast(bytes, ReadMax, throwOnEndOfStream: false);
            var first = FirstLine(Encoding.UTF8.GetString(bytes, 0, length));
            var more = length == ReadMax ? $" ({name} holds more than {ReadMax} bytes; the rest was not read.)" : "";
            return $"{(first.Length > 0 ? first : $"{name} gives no reason.")}{more}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{name} cannot be read: {InertText.Of(e.Message, ReasonMax)}";
        }
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        return InertText.Of((end < 0 ? line : line[..end]).Trim().ToString(), ReasonMax)!;
    }
}
