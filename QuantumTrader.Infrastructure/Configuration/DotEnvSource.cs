using Microsoft.Extensions.Configuration;

namespace QuantumTrader.Infrastructure.Configuration;

/// <summary>A file of KEY=VALUE lines; see <see cref="DotEnvParser"/>.</summary>
public sealed class DotEnvSource(string path) : IConfigurationSource
{
    /// <summary>Absolute, or relative to the current directory. No such file is no error.</summary>
    public string Path { get; } = path;

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new DotEnvProvider(Path);
}
