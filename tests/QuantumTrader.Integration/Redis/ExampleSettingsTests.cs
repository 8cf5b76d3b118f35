using System.Diagnostics;
using System.Globalization;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>What the documents tell people to write is what it says.</summary>
public sealed class ExampleSettingsTests
{
    [RedisFact]
    public async Task AccessList_OfTheDocument_IsEnoughAndReachesNothingElse()
    {
        await using var server = await RedisServer.StartAsync();
        foreach (var line in await UserLinesAsync())
        {
            Assert.StartsWith("+OK", server.Command(["ACL", "SETUSER", .. line]), StringComparison.Ordinal);
        }

        await using var link = await Links.OpenReadyAsync($"{server.ConnectionString},user=engine,password=a-long-password");
        Assert.Empty(link.Health.Warnings);
        await link.Database.StreamAddAsync(link.Keys.Events("x"), "e", "1");
        Assert.Equal(1, (int)await link.Database.ScriptEvaluateAsync("return redis.call('HSET', KEYS[1], 'a', 'b')", [link.Keys.Trade("1")]));
        await Assert.ThrowsAsync<RedisServerException>(() => link.Database.StringSetAsync("session:1", "x"));
        await Assert.ThrowsAsync<RedisServerException>(() => link.Database.ExecuteAsync("FLUSHALL"));
        await Assert.ThrowsAsync<RedisServerException>(() => link.Database.ExecuteAsync("CONFIG", "SET", "appendonly", "no"));
    }

    [RedisFact]
    public async Task Example_GivenToAServer_IsReadyWithoutWarnings()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
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

    /// <summary>The lines that begin with "user", as words after that; the engine's first, because the default user must not be off before.</summary>
    private static async Task<string[][]> UserLinesAsync() =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "redis.md")))
            .Where(line => line.StartsWith("user engine ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1..])];
}
