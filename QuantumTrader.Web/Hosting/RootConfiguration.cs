using Microsoft.Extensions.Configuration.Json;

namespace QuantumTrader.Web.Hosting;

/// <summary>Puts the one configuration file where environment variables and the command line still win over it.</summary>
public static class RootConfiguration
{
    public static void Insert(IConfigurationBuilder configuration, string path)
    {
        var source = new JsonConfigurationSource { Path = path, Optional = true, ReloadOnChange = false };
        source.ResolveFileProvider();
        var lastJson = configuration.Sources.Select((s, i) => (s, i)).LastOrDefault(p => p.s is JsonConfigurationSource).i;
        configuration.Sources.Insert(configuration.Sources.OfType<JsonConfigurationSource>().Any() ? lastJson + 1 : 0, source);
    }
}
