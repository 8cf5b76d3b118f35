using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// Key and secret in one file of the data directory, for its owner alone and encrypted by Data Protection: useless without the key ring.
/// The content is three lines, key, secret and time; nothing of it is ever part of an error.
/// </summary>
public sealed class SecretStore(IDataProtectionProvider protection, IDisk disk, string directory)
{
    public const string FileName = "binance.secrets";

    /// <summary>What to do about anything that is wrong with the file.</summary>
    public const string Remedy = "Write it anew with 'secrets set', or set Binance:UseSecretFile to false.";

    private const int LengthMax = 16 * 1024;
    private const int ToldMin = 16;

    private readonly IDataProtector _protector = protection.CreateProtector("QuantumTrader.Binance.Keys.v1");

    public string FilePath { get; } = Path.Combine(directory, FileName);

    public bool Exists => disk.Exists(FilePath);

    /// <summary>Replaces what is there; on disk when it returns.</summary>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Save(Secret apiKey, Secret apiSecret, DateTimeOffset sinceUtc)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        ArgumentNullException.ThrowIfNull(apiSecret);
        if (apiKey.IsEmpty || apiSecret.IsEmpty) throw new ArgumentException("Key and secret must both be given.");
        byte[] plain = [.. apiKey.Bytes, (byte)'\n', .. apiSecret.Bytes, (byte)'\n', .. Encoding.ASCII.GetBytes(sinceUtc.ToString("O", CultureInfo.InvariantCulture))];
        try
        {
            DiskFile.ReplacePrivate(disk, FilePath, _protector.Protect(plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Puts the file's keys into options that have none.</summary>
    /// <returns>Null, or one line about what is wrong.</returns>
    public string? Fill(BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.UseSecretFile) return null;
        if (options.ApiKey is { IsEmpty: false } || options.ApiSecret is { IsEmpty: false })
        {
            return $"Binance:UseSecretFile is true, but Binance:{(options.ApiKey is { IsEmpty: false } ? "ApiKey" : "ApiSecret")} is set too: remove one of the two.";
        }

        return Read((key, secret, _) => (options.ApiKey, options.ApiSecret) = (key, secret));
    }

    /// <summary>What may be shown; null with one line about what is wrong.</summary>
    public SecretFacts? Look(out string? problem)
    {
        SecretFacts? facts = null;
        problem = Read((key, secret, sinceUtc) =>
        {
            using (secret)
            using (key)
            {
                facts = new(key.Bytes.Length >= ToldMin ? key.Reveal()[^4..] : Secret.Mask, sinceUtc);
            }
        });
        return facts;
    }

    /// <summary>False: there was none.</summary>
    /// <exception cref="IOException">It could not be deleted.</exception>
    public bool Remove()
    {
        if (!Exists) return false;
        disk.Delete(FilePath);
        disk.FlushDirectory(directory);
        return true;
    }

    private string? Read(Action<Secret, Secret, DateTimeOffset> take)
    {
        if (!Exists) return $"{FilePath} is not there. {Remedy}";
        byte[] plain = [];
        try
        {
            plain = _protector.Unprotect(DiskFile.ReadAllPrivate(disk, FilePath, LengthMax));
            return Encoding.UTF8.GetString(plain).Split('\n') is [{ Length: > 0 } key, { Length: > 0 } secret, var since]
                && DateTimeOffset.TryParseExact(since, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var sinceUtc)
                ? Taken(() => take(new(key), new(secret), sinceUtc))
                : $"{FilePath} does not hold a key and a secret. {Remedy}";
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            return $"{FilePath} cannot be decrypted: it is damaged, or was encrypted with other keys than those in {Path.Combine(directory, "keys")}. {Remedy}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{FilePath} cannot be read: {e.Message.ReplaceLineEndings(" ")} {Remedy}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static string? Taken(Action take)
    {
        take();
        return null;
    }
}
