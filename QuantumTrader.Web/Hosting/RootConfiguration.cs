using Microsoft.Extensions.Configuration.Json;
using QuantumTrader.Infrastructure.Configuration;

namespace QuantumTrader.Web.Hosting;

/// <summary>
/// Puts the one configuration file, and <c>.env</c> above it, where environment variables and the command line still win over them. The
/// user's secrets, which the host reads in Development alone, come to lie between the two: the file's empty places must not hide them.
/// </summary>
public static class RootConfiguration
{
    private const string UserSecretsFile = "secrets.json";

    /// <exception cref="InvalidDataException">A line of the second file cannot be read; the message names it.</exception>
    public static void Insert(IConfigurationBuilder configuration, string settingsFile, string dotEnvFile)
    {
        var source = new JsonConfigurationSource { Path = settingsFile, Optional = true, ReloadOnChange = false };
        source.ResolveFileProvider();
        var at = configuration.Sources.Select((s, i) => (s, i)).LastOrDefault(p => IsFile(p.s), (null!, -1)).i + 1;
        configuration.Sources.Insert(at, source);
        var secrets = configuration.Sources.Skip(at + 1).TakeWhile(IsUserSecrets).Count();
        configuration.Sources.Insert(at + 1 + secrets, new DotEnvSource(dotEnvFile));
    }

    private static bool IsFile(IConfigurationSource source) => source is JsonConfigurationSource && !IsUserSecrets(source);

    private static bool IsUserSecrets(IConfigurationSource source) => source is JsonConfigurationSource { Path: UserSecretsFile };
}
