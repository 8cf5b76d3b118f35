using System.Text.Json;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Hosting;

/// <summary>Two instances of the real app on one Redis.</summary>
public sealed class StandbyAppTests : IDisposable
{
    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();

    [RedisFact]
    public async Task SecondInstance_OnTheSameRedis_StandsByAndLeadsWhenTheFirstIsKilled()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var first = RedisApp.Start(redis, _first.Path);
        var leading = await first.UntilStatusAsync("healthy");
        await using var second = RedisApp.Start(redis, _second.Path);
        await AssertStandsByAsync(first, second);

        await first.UntilAsync(() => Task.FromResult(OpenTrades(_first).Any()), TimeSpan.FromSeconds(90), "a trade is open");
        await first.KillAsync();
        var left = OpenTrades(_first).ToHashSet();
        var after = await second.UntilStatusAsync("healthy");
        Assert.Equal("leader", after.GetProperty("lease").Text("role"));
        Assert.True(after.Epoch() > leading.Epoch(), $"Epoch {after.Epoch()} after {leading.Epoch()}.");

        // Each has a paper account of its own: what was open in the other's is not in this one, and must not be closed for ever.
        await second.UntilAsync(() => Task.FromResult(left.IsSubsetOf(Trades(_second, "trade.not_at_venue"))), TimeSpan.FromSeconds(60), $"{string.Join(", ", left)} end without a result");

        await using var returned = RedisApp.Start(redis, _first.Path);
        await returned.UntilStatusAsync("standby");
        Assert.Equal("healthy", (await second.HealthAsync()).Text("status"));
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>As long as the first one needs for some trades more; the second one sees the same market all the while.</summary>
    private async Task AssertStandsByAsync(AppProcess first, AppProcess second)
    {
        var health = await second.UntilStatusAsync("standby");
        Assert.Equal(("lost", "standby"), (health.State("lease"), health.GetProperty("lease").Text("role")));
        Assert.False(string.IsNullOrEmpty(health.GetProperty("lease").Text("holder")));
        Assert.Contains("STANDBY", await second.PageAsync(), StringComparison.Ordinal);
        Assert.Contains("trades this account", await second.PageAsync("/events"), StringComparison.Ordinal);

        var from = Entries(_first).Count;
        await first.UntilAsync(() => Task.FromResult(Entries(_first).Count >= from + 3), TimeSpan.FromSeconds(90), "the leader enters three times more");
        Assert.Empty(Entries(_second));
        Assert.Equal("standby", (await second.HealthAsync()).Text("status"));
        Assert.Equal("healthy", (await first.HealthAsync()).Text("status"));
    }

    private static IEnumerable<string> OpenTrades(TempFolder data) => Trades(data, "trade.opened").Except(Trades(data, "trade.closed"));

    private static IEnumerable<string> Trades(TempFolder data, string type) =>
        JournalTail.Read(data["events"], 10_000).Select(line => JsonDocument.Parse(line).RootElement).Where(e => e.GetProperty("type").GetString() == type)
            .Select(e => e.GetProperty("data").GetProperty("tradeId").GetString()!);

    private static List<string> Entries(TempFolder data) =>
        [.. JournalTail.Read(data["events"], 10_000).Where(line => line.Contains("\"order.intended\"", StringComparison.Ordinal) && line.Contains("\"Entry\"", StringComparison.OrdinalIgnoreCase))];
}
