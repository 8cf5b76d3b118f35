using System.Diagnostics;
using System.Text.Json;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The real app while its Redis dies and comes back, and while it dies itself.</summary>
public sealed class RedisOutageTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);
    private readonly TempFolder _data = new();

    [RedisFact]
    public async Task App_RedisKilled_DeniesEntriesGoesOnWithExitsAndCatchesUp()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = RedisApp.Start(redis, _data.Path);
        await app.UntilStatusAsync("healthy");
        await app.UntilAsync(() => Task.FromResult(redis.Number("SCARD", RedisApp.Keys.TradesOpen) > 0), Limit, "an open trade is in Redis");

        // The first page that an app draws is compiled as it is drawn: the clock below is for people who already look.
        Assert.DoesNotContain("Redis AWAY", await app.PageAsync(), StringComparison.Ordinal);
        redis.Kill();
        await AssertSeenAsync(app);
        var at = LastSequence();
        await app.UntilAsync(() => Task.FromResult(HasEvent(at, "order.denied", "REDIS_UNAVAILABLE")), Limit, "an entry is denied for Redis");
        await app.UntilAsync(() => Task.FromResult(HasEvent(at, "trade.closed", "")), Limit, "a trade is closed without Redis");
        var backlog = (await app.HealthAsync()).GetProperty("forwarder").GetProperty("backlog").GetInt64();
        Assert.True(backlog > 0, "Nothing waited for Redis.");

        await redis.StartAgainAsync();
        await app.UntilAsync(h => h.State("forwarder") == "forwarding" && h.GetProperty("forwarder").GetProperty("backlog").GetInt64() == 0, "the backlog drains");
        await app.UntilStatusAsync("healthy");
        await AssertGoesOnAfterAKillAsync(redis, app);
    }

    public void Dispose() => _data.Dispose();

    private static async Task AssertSeenAsync(AppProcess app)
    {
        var watch = Stopwatch.StartNew();
        await app.UntilAsync(h => h.State("redis") == "away", "/health says that Redis is away", SeenWithin);
        await app.UntilAsync(async () => (await app.PageAsync()).Contains("Redis AWAY", StringComparison.Ordinal), SeenWithin, "the screen says that Redis is away");
        Assert.True(watch.Elapsed < SeenWithin, $"It took {watch.Elapsed} to be seen.");
        using var answer = await app.GetAnonymouslyAsync("/health");
        Assert.Equal(503, (int)answer.StatusCode);
    }

    /// <summary>The same directory leads again under a later epoch, and every line of the journal is in the stream, once.</summary>
    private async Task AssertGoesOnAfterAKillAsync(RedisServer redis, AppProcess app)
    {
        var epoch = (await app.HealthAsync()).Epoch();
        await app.KillAsync();
        await using var again = RedisApp.Start(redis, _data.Path);
        var health = await again.UntilStatusAsync("healthy");
        Assert.True(health.Epoch() > epoch, $"Epoch {health.Epoch()} after {epoch}.");
        Assert.Equal(0, (await again.TerminateAsync()).ExitCode);

        var journalId = (await File.ReadAllTextAsync(_data["events/journal.id"])).Trim();
        var inStream = redis.Number("XLEN", RedisApp.Keys.Events(journalId));
        Assert.Equal(LastSequence(), inStream);
    }

    private bool HasEvent(long after, string type, string part) => JournalTail.Read(_data["events"], 10_000)
        .Where(line => line.Contains(part, StringComparison.Ordinal) && line.Contains($"\"{type}\"", StringComparison.Ordinal))
        .Any(line => SequenceOf(line) > after);

    private long LastSequence() => SequenceOf(JournalTail.Read(_data["events"], 1).Single());

    private static long SequenceOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("seq").GetInt64();
    }
}
