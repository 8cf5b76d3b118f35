using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// The last policy that this data directory saw in the shared store, in the file <c>policy.copy</c>: a SHA-256, the database's owner and
/// the document, a line each. Nothing trades by it; it is what an emptied store gets back instead of defaults.
/// </summary>
public sealed class PolicyCopyFile(string dataDirectory)
{
    public const string FileName = "policy.copy";
    private readonly string _path = Path.Combine(dataDirectory, FileName);

    /// <summary>Null when none was ever seen. Throws <see cref="InvalidDataException"/> for a damaged file, and <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> as the disk does.</summary>
    public PolicyCopy? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            return File.ReadAllLines(_path) is [var hash, var owner, var document] && hash == HashOf(owner, document)
                ? new(owner, PolicyJson.Read(document))
                : throw new FormatException("The checksum does not fit.");
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{_path} is damaged: {e.Message} Restore it from a copy, or delete it while the shared store has its policy; it is written anew from there.", e);
        }
    }

    /// <summary>Ends when it is on disk.</summary>
    public Task SaveAsync(PolicyCopy copy)
    {
        ArgumentNullException.ThrowIfNull(copy);
        var document = PolicyJson.Write(copy.Policy);
        return DurableFile.ReplaceAsync(_path, Encoding.UTF8.GetBytes($"{HashOf(copy.Owner, document)}\n{copy.Owner}\n{document}\n"));
    }

    private static string HashOf(string owner, string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{document}")));
}
