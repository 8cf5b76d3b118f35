using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// <c>keys/api-keys.cache</c>: the last snapshot, encrypted and signed with the app's own keys, so that nobody can enter a key with an
/// editor. Whoever may read the key ring too may do so; that is whoever runs the app.
/// </summary>
internal sealed class KeyCacheFile(string directory, IDataProtectionProvider protection, ILogger<KeyCacheFile> log)
{
    private const int SizeMax = 16 * 1024 * 1024;
    private readonly string _path = Path.Combine(directory, "keys", "api-keys.cache");
    private readonly IDataProtector _protector = protection.CreateProtector("QuantumTrader.Identity.ApiKeyCache");

    /// <summary>Empty when there is no file, or one that this app did not write.</summary>
    public KeySnapshot Read()
    {
        try
        {
            if (!File.Exists(_path))
            {
                return KeySnapshot.Empty;
            }

            if (new FileInfo(_path).Length > SizeMax)
            {
                throw new InvalidDataException("it is too big");
            }

            return KeySnapshot.Of(JsonSerializer.Deserialize<List<KnownKey>>(_protector.Unprotect(File.ReadAllBytes(_path))) ?? [], askedAt: null);
        }
        catch (Exception e) when (e is CryptographicException or JsonException or IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            log.KeyCacheRefused(_path, e.Message.ReplaceLineEndings(" "));
            return KeySnapshot.Empty;
        }
    }

    /// <summary>Old or new after a crash, never half. What cannot be written is removed if possible: better no key than one that was revoked.</summary>
    public void Write(KeySnapshot snapshot)
    {
        try
        {
            PrivateFile.Create(_path + ".new"); // the file that takes the old one's place
            DurableFile.Replace(_path, _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(snapshot.Keys.Values.ToList())));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            log.KeyCacheNotWritten(_path, e.Message.ReplaceLineEndings(" "));
            TryDelete();
        }
    }

    private void TryDelete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told already.
        }
    }
}
