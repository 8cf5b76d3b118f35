using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>The file that names a journal: made once, on disk before anybody reads the name, never changed.</summary>
internal static class JournalIdFile
{
    public const string Name = "journal.id";
    private const int LengthMax = 64;
    private const int DigitsMade = 32;

    /// <summary>
    /// Throws <see cref="JournalUnavailableException"/> for a file that does not hold an id: to invent another would give every
    /// event a second place in the shared store.
    /// </summary>
    public static string ReadOrMake(IDisk disk, string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!disk.Exists(path))
        {
            // Not from a seed: two machines with the same settings must not share an id.
            DiskFile.Replace(disk, path, Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(DigitsMade, lowercase: true) + "\n"));
        }

        var id = Encoding.UTF8.GetString(DiskFile.ReadAll(disk, path, 4096)).Trim();
        return id.Length is > 0 and <= LengthMax && id.All(char.IsAsciiLetterOrDigit)
            ? id
            : throw new JournalUnavailableException($"{path} does not hold a journal's id (1 to {LengthMax} letters and digits). Restore it from a backup; if there is none, delete it: the journal goes on under a new id, and what was forwarded under the old one is forwarded again.");
    }
}
