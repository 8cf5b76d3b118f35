using Microsoft.Extensions.Configuration;

namespace QuantumTrader.Infrastructure.Configuration;

public static class DotEnvConfigurationExtensions
{
    /// <summary>
    /// Adds the file, which may be missing, above what was added so far and below what is added later. Building, or adding to a
    /// manager that builds at once, throws <see cref="InvalidDataException"/> for a bad line, naming file and line.
    /// </summary>
    public static IConfigurationBuilder AddDotEnv(this IConfigurationBuilder configuration, string path) => configuration.Add(new DotEnvSource(path));
}
