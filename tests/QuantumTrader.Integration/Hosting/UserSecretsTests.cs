using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Hosting;

public sealed class UserSecretsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>They win over the one configuration file, by the app and by commands alike; nobody else's start reads them.</summary>
    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task UserSecrets_AreReadInDevelopmentAlone(string environment, bool areRead)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // the folder is another one there
        }

        var home = Directory.CreateDirectory(_folder[".microsoft/usersecrets/quantumtrader"]);
        await File.WriteAllTextAsync(Path.Combine(home.FullName, "secrets.json"), """{"Market:Speed":"-1","Console:CommandTimeout":"never"}""");
        (string, string)[] settings = [("HOME", _folder.Path), ("DOTNET_ENVIRONMENT", environment), ("Exchange__Provider", "Kraken")];
        var start = await CommandProcess.RunAsync(_folder["data"], settings, []);
        Assert.Equal(2, start.ExitCode);
        Assert.Equal(areRead, start.Error.Contains("Market:Speed", StringComparison.Ordinal));
        var command = await CommandProcess.RunAsync(_folder["data"], settings, ["users", "list"]);
        Assert.Equal(areRead, command.Error.Contains("Console:CommandTimeout", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
