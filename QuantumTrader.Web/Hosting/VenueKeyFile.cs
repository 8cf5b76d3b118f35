using Microsoft.AspNetCore.DataProtection;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Hosting;

/// <summary>The venue's API key in the data directory, encrypted by the same keys as cookies; <c>Binance:UseSecretFile</c> says that it is used.</summary>
internal static class VenueKeyFile
{
    /// <summary>Why the app cannot start on it; null when it can, or does not use it. Changes nothing on the disk.</summary>
    public static string? Problem(IConfiguration configuration, string directory) =>
        IsUsed(configuration) ? Fill(configuration, directory, new BinanceOptions { UseSecretFile = true }) : null;

    /// <summary>Puts the keys into options that ask for them. Null, or one line about what is wrong.</summary>
    public static string? Fill(IConfiguration configuration, string directory, BinanceOptions options) =>
        IsUsed(configuration) && options.UseSecretFile ? Read(configuration, directory, store => store.Fill(options)) : null;

    /// <summary>For what reads: an absent key ring is not made.</summary>
    public static string? Read(IConfiguration configuration, string directory, Func<SecretStore, string?> work)
    {
        var ring = Path.Combine(directory, CookieKeys.Folder);
        var path = Path.Combine(directory, SecretStore.FileName);
        return !File.Exists(path) ? $"{path} is not there, and Binance:UseSecretFile needs it. {SecretStore.Remedy}"
            : !Directory.Exists(ring) ? $"{path} cannot be decrypted without the keys in {ring}, which are not there. {SecretStore.Remedy}"
            : With(configuration, directory, mayMakeKeys: false, work);
    }

    /// <param name="mayMakeKeys">Whether a key ring is made, or renewed, where that is due.</param>
    public static T With<T>(IConfiguration configuration, string directory, bool mayMakeKeys, Func<SecretStore, T> work)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCookieKeys(configuration, directory);
        if (!mayMakeKeys)
        {
            services.AddDataProtection().DisableAutomaticKeyGeneration();
        }

        using var provider = services.BuildServiceProvider();
        return work(new SecretStore(provider.GetRequiredService<IDataProtectionProvider>(), PhysicalDisk.Instance, directory));
    }

    private static bool IsUsed(IConfiguration configuration) =>
        VenueChoice.IsBinance(configuration) && bool.TryParse(configuration[$"{BinanceOptions.Section}:{nameof(BinanceOptions.UseSecretFile)}"], out var isUsed) && isUsed;
}
