using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>
/// The file <c>straight.numbers</c>: the stream's name, and a number below which any may have been used behind the last record. One line
/// of two words. Numbers are reserved in blocks, so that the disk is asked once for thousands of events.
/// </summary>
internal sealed class StraightNumbersFile
{
    public const int Block = 4096;
    private const string Name = "straight.numbers";
    private const int IdDigits = 32;

    private readonly IDisk _disk;
    private readonly string _directory;
    private long _last = -1;

    private StraightNumbersFile(IDisk disk, string directory, string journalId, long reserved) =>
        (_disk, _directory, JournalId, Reserved) = (disk, directory, journalId, reserved);

    public string JournalId { get; }

    /// <summary>The first number that is not reserved.</summary>
    public long Reserved { get; private set; }

    /// <param name="disk">Where.</param>
    /// <param name="directory">Of the records.</param>
    /// <param name="hasRecords">A new file beside old records cannot know which numbers were used behind the last one.</param>
    /// <exception cref="JournalUnavailableException">The file is damaged or cannot be made.</exception>
    public static StraightNumbersFile Open(IDisk disk, string directory, bool hasRecords)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            if (disk.Exists(path))
            {
                return Read(disk, directory, path);
            }

            // Not from a seed: two machines with the same settings must not share a stream.
            var id = RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);
            var made = new StraightNumbersFile(disk, directory, id, hasRecords ? StraightNumber.BehindMax : 0);
            made.Write(made.Reserved);
            return made;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalUnavailableException($"{path} cannot be used: {e.Message} Check that the directory is writable and the disk has room.", e);
        }
    }

    /// <summary>The number may be used when this returns. Numbers come in order, and may begin again at 0 behind a new record.</summary>
    /// <exception cref="IOException">The disk refused; nothing is reserved.</exception>
    public void Reserve(long number)
    {
        if (number >= Reserved || number <= _last)
        {
            var reserved = Math.Min(number + Block, StraightNumber.BehindMax);
            Write(reserved);
            Reserved = reserved;
        }

        _last = number;
    }

    private static StraightNumbersFile Read(IDisk disk, string directory, string path)
    {
        using var reader = new StreamReader(disk.OpenRead(path), Encoding.ASCII);
        return reader.ReadToEnd().Trim().Split(' ') is [var id, var text]
            && id.Length == IdDigits && id.All(char.IsAsciiLetterOrDigit)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var reserved) && reserved <= StraightNumber.BehindMax
            ? new StraightNumbersFile(disk, directory, id, reserved)
            : throw new JournalUnavailableException($"{path} is damaged. Delete it: events then go into a new stream, and the old one stays in Redis for those who read it.");
    }

    private void Write(long reserved)
    {
        var path = Path.Combine(_directory, Name);
        var beside = path + ".new";
        using (var file = _disk.OpenAppend(beside))
        {
            file.Truncate(0);
            file.Append(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{JournalId} {reserved}\n")));
            file.Flush();
        }

        _disk.Rename(beside, path);
        _disk.FlushDirectory(_directory);
    }
}
