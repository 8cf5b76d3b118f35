using Microsoft.Extensions.Configuration.Json;
using QuantumTrader.Infrastructure.Configuration;

namespace QuantumTrader.Web.Hosting;

/// <summary>Puts the one configuration file, and <c>.env</c> above it, where environment variables and the command line still win over them.</summary>
public static class RootConfiguration
{
    /// <exception cref="InvalidDataException">A line of the second file cannot be read; the message names it.</exception>
    public static void Insert(IConfigurationBuilder configuration, string settingsFile, string dotEnvFile)
    {
        var source = new JsonConfigurationSource { Path = settingsFile, Optional = true, ReloadOnChange = false };
        source.ResolveFileProvider();
        var lastJson = configuration.Sources.Select((s, i) => (s, i)).LastOrDefault(p => p.s is JsonConfigurationSource).i;
        var at = configuration.Sources.OfType<JsonConfigurationSource>().Any() ? lastJson + 1 : 0;
        configuration.Sources.Insert(at, source);
        configuration.Sources.Insert(at + 1, new DotEnvSource(dotEnvFile));
    }
}
