using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// Key and secret in one file of the data directory, encrypted by Data Protection: useless without the key ring, which must be kept
/// elsewhere or protected by the machine. The content is two lines; nothing of it is ever part of an error.
/// </summary>
public sealed class SecretStore(IDataProtectionProvider protection, IDisk disk, string directory)
{
    public const string FileName = "binance.secrets";
    private const int LengthMax = 16 * 1024;

    private readonly IDataProtector _protector = protection.CreateProtector("QuantumTrader.Binance.Keys.v1");

    public string FilePath { get; } = Path.Combine(directory, FileName);

    public bool Exists => disk.Exists(FilePath);

    /// <summary>Replaces what is there; on disk when it returns.</summary>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Save(Secret apiKey, Secret apiSecret)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        ArgumentNullException.ThrowIfNull(apiSecret);
        if (apiKey.IsEmpty || apiSecret.IsEmpty) throw new ArgumentException("Key and secret must both be given.");
        var plain = new byte[apiKey.Bytes.Length + 1 + apiSecret.Bytes.Length];
        try
        {
            apiKey.Bytes.CopyTo(plain);
            plain[apiKey.Bytes.Length] = (byte)'\n';
            apiSecret.Bytes.CopyTo(plain.AsSpan(apiKey.Bytes.Length + 1));
            disk.CreateDirectory(directory);
            DiskFile.Replace(disk, FilePath, _protector.Protect(plain));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Puts the file's keys where the options have none.</summary>
    /// <returns>Null, or one line about what is wrong.</returns>
    public string? Fill(BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.UseSecretFile) return null;
        if (!Exists) return $"Binance:UseSecretFile is set, but {FilePath} is not there.";
        byte[] plain = [];
        try
        {
            plain = _protector.Unprotect(DiskFile.ReadAll(disk, FilePath, LengthMax));
            var cut = Array.IndexOf(plain, (byte)'\n');
            if (cut <= 0 || cut == plain.Length - 1) return $"{FilePath} does not hold a key and a secret; write it anew.";
            options.ApiKey ??= new Secret(Encoding.UTF8.GetString(plain, 0, cut));
            options.ApiSecret ??= new Secret(Encoding.UTF8.GetString(plain, cut + 1, plain.Length - cut - 1));
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{FilePath} cannot be read: {(e is CryptographicException ? "it was encrypted with another key ring, or is damaged" : e.Message)}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
