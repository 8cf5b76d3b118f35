using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Redis;

/// <summary>Links with the short times of tests.</summary>
internal static class Links
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static RedisOptions Options(string connectionString, string accept = "") =>
        new() { ConnectionString = connectionString, CommandTimeout = TimeSpan.FromMilliseconds(400), ProbeInterval = TimeSpan.FromMilliseconds(100), Accept = accept };

    public static Task<RedisLink> OpenAsync(string connectionString, string? dataDirectory = null, string accept = "") =>
        RedisLink.OpenAsync(Options(connectionString, accept), TimeProvider.System, null, dataDirectory);

    public static async Task<RedisLink> OpenReadyAsync(string connectionString, string? dataDirectory = null)
    {
        var link = await OpenAsync(connectionString, dataDirectory);
        await UntilAsync(link, RedisState.Ready);
        return link;
    }

    public static Task UntilAsync(RedisLink link, RedisState state) =>
        Poll.UntilAsync(async () => (await link.ProbeAsync()).State == state, Limit, $"Redis is {state}; it is {link.Health}");
}
