using System.Text.Json;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The app on a real Redis, and what /health and the database say of it.</summary>
internal static class RedisApp
{
    public static readonly RedisKeys Keys = new("main");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Trading soon: with the shortest lease.</summary>
    public static AppProcess Start(RedisServer redis, string data) => AppProcess.StartTrading(
        data, ("Store__Provider", "Redis"), ("Redis__ConnectionString", redis.ConnectionString), ("Redis__LeaseDuration", "00:00:03"), ("Redis__CommandTimeout", "00:00:00.400"));

    public static async Task<JsonElement> UntilAsync(this AppProcess app, Func<JsonElement, bool> condition, string what, TimeSpan? limit = null)
    {
        JsonElement health = default;
        try
        {
            await app.UntilAsync(async () => await TryHealthAsync(app) is { } answered && condition(health = answered), limit ?? Limit, what);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"{e.Message}\nIts last health was {health}", e);
        }

        return health;
    }

    public static Task<JsonElement> UntilStatusAsync(this AppProcess app, string status) => app.UntilAsync(h => h.Text("status") == status, $"/health says {status}");

    public static string Text(this JsonElement health, string name) => health.GetProperty(name).GetString()!;

    public static string? State(this JsonElement health, string part) => health.GetProperty(part).GetProperty("state").GetString();

    public static long Epoch(this JsonElement health) => health.GetProperty("lease").GetProperty("epoch").GetInt64();

    public static async Task<string> PageAsync(this AppProcess app, string path = "/")
    {
        using var answer = await app.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonElement?> TryHealthAsync(AppProcess app)
    {
        try
        {
            return await app.HealthAsync();
        }
        catch (HttpRequestException)
        {
            return null; // not listening yet
        }
    }

    /// <summary>The answer to a command that answers a whole number.</summary>
    public static long Number(this RedisServer redis, params string[] command) => long.Parse(redis.Command(command).TrimStart(':'), System.Globalization.CultureInfo.InvariantCulture);
}
