using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Redis;

/// <summary>ops/redis.conf is what it says: a server started with it is accepted without a warning.</summary>
public sealed class ExampleSettingsTests
{
    [RedisFact]
    public async Task Example_GivenToAServer_IsReadyWithoutWarnings()
    {
        using var folder = new TempFolder();
        var port = AppFiles.FreePort().ToString(CultureInfo.InvariantCulture);
        string[] arguments = [Path.Combine(Repository.Root, "ops", "redis.conf"), "--dir", folder.Path, "--port", port];
        using var server = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })!;
        try
        {
            await using var link = await Links.OpenReadyAsync($"127.0.0.1:{port}");
            Assert.Empty(link.Health.Warnings);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }
}
