using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>A server that would lose data is refused, unless that was accepted; then it is said as long as it lasts.</summary>
public sealed class LinkSettingsTests
{
    [RedisTheory]
    [InlineData("--maxmemory-policy", "allkeys-lru", "REDIS_EVICTION")]
    [InlineData("--appendonly", "no", "REDIS_NO_APPEND_FILE")]
    [InlineData("--appendfsync", "everysec", "REDIS_FSYNC")]
    public async Task Probe_SettingThatLosesData_IsRefusedOrAWarning(string setting, string value, string code)
    {
        await using var server = await RedisServer.StartAsync(setting, value);
        await using var strict = await Links.OpenAsync(server.ConnectionString);
        await using var lenient = await Links.OpenAsync(server.ConnectionString, accept: code);

        var refused = await strict.ProbeAsync();
        var accepted = await lenient.ProbeAsync();

        Assert.Equal(RedisState.Refused, refused.State);
        Assert.Contains(code, refused.Cause, StringComparison.Ordinal);
        Assert.Empty(refused.Warnings);
        Assert.Equal(RedisState.Ready, accepted.State);
        Assert.Contains(code, Assert.Single(accepted.Warnings), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Probe_AfterReconnect_ReadsTheSettingsAgain()
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await Links.OpenReadyAsync(server.ConnectionString);
        server.Kill();
        await server.StartAgainAsync("--maxmemory-policy", "allkeys-lfu");

        await Links.UntilAsync(link, RedisState.Refused);

        Assert.Contains("REDIS_EVICTION", link.Health.Cause, StringComparison.Ordinal);
        server.Command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await Links.UntilAsync(link, RedisState.Ready);
    }

    [RedisFact]
    public async Task Probe_SettingsNotTold_IsRefusedOrAWarning()
    {
        await using var server = await RedisServer.StartAsync();
        server.Command("ACL", "SETUSER", "engine", "on", "nopass", "~*", "&*", "+@all", "-config");
        await using var strict = await Links.OpenAsync(server.ConnectionString + ",user=engine,password=x");
        await using var lenient = await Links.OpenAsync(server.ConnectionString + ",user=engine,password=x", accept: "REDIS_SETTINGS_UNKNOWN");

        Assert.Equal(RedisState.Refused, (await strict.ProbeAsync()).State);
        Assert.Contains("REDIS_SETTINGS_UNKNOWN", strict.Health.Cause, StringComparison.Ordinal);
        Assert.Equal(RedisState.Ready, (await lenient.ProbeAsync()).State);
        Assert.Single(lenient.Health.Warnings);
    }
}
