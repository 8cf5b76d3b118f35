using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.TestSupport.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>What is old goes, and never what a registered group has not handled.</summary>
[Collection(RedisTests.Name)]
public sealed class TrimmerTests(RedisFixture redis)
{
    private const int Events = 10_000;
    private const string Stream = "quantum:{main}:events:a";

    // The server frees whole nodes of at most a hundred entries.
    private const int Kept = 100;

    [RedisFact]
    public async Task Trim_OldEntries_GoAndYoungOnesStay()
    {
        await using var forwarding = await FilledAsync();

        // Event n happened n milliseconds after the year began; 30 days later plus 6 s those up to 6,000 are too old.
        var trimmed = await Trimmer(forwarding, TimeSpan.FromDays(30) + TimeSpan.FromSeconds(6)).TrimAsync();

        Assert.InRange(trimmed, 5_999 - Kept, 5_999);
        await AssertHoldsFromAsync(trimmed + 1);
    }

    [RedisFact]
    public async Task Trim_EverythingOld_KeepsTheNewestAndForwardingGoesOn()
    {
        await using var forwarding = await FilledAsync();

        var trimmed = await Trimmer(forwarding, TimeSpan.FromDays(1_000)).TrimAsync();

        Assert.InRange(trimmed, Events - 1 - Kept, Events - 1);
        await AssertHoldsFromAsync(trimmed + 1);
    }

    [RedisFact]
    public async Task Trim_GroupReadAPart_StopsBeforeWhatItHasNotHandled()
    {
        await using var forwarding = await FilledAsync();
        var database = forwarding.Link.Database;
        await database.SetAddAsync(forwarding.Link.Keys.Groups, ["slow", "fast"]);
        await database.StreamCreateConsumerGroupAsync(Stream, "slow", "0-0");
        await database.StreamCreateConsumerGroupAsync(Stream, "fast", "9000-0");
        await database.StreamReadGroupAsync(Stream, "slow", "c", ">", 3_000);
        await database.StreamAcknowledgeAsync(Stream, "slow", [.. Enumerable.Range(1, 1_999).Select(n => (RedisValue)$"{n}-0")]);

        var trimmed = await Trimmer(forwarding, TimeSpan.FromDays(1_000)).TrimAsync();

        Assert.InRange(trimmed, 1_999 - Kept, 1_999); // 2,000 is delivered and not acknowledged
        await AssertHoldsFromAsync(trimmed + 1);
    }

    [RedisFact]
    public async Task Trim_RegisteredGroupIsNotOnTheStream_TrimsNothing()
    {
        await using var forwarding = await FilledAsync();
        await forwarding.Link.Database.SetAddAsync(forwarding.Link.Keys.Groups, "to-come");

        Assert.Equal(0, await Trimmer(forwarding, TimeSpan.FromDays(1_000)).TrimAsync());
        await AssertHoldsFromAsync(1);
    }

    private async Task<Forwarding> FilledAsync()
    {
        redis.Server.Command("FLUSHALL");
        var journal = new MemoryJournal("a") { PaddingLength = 10 };
        journal.Append(Events);
        var forwarding = await Forwarding.StartAsync(redis.Server.ConnectionString, journal);
        await forwarding.UntilConfirmedAsync(Events);
        return forwarding;
    }

    private static StreamTrimmer Trimmer(Forwarding forwarding, TimeSpan afterNewYear) =>
        new(forwarding.Link, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + afterNewYear));

    private async Task AssertHoldsFromAsync(long first)
    {
        var sequences = (await Streams.ReadAsync(redis.Server.ConnectionString, "a")).Select(e => e.Sequence);
        Assert.Equal(Enumerable.Range((int)first, Events - (int)first + 1).Select(n => (long)n), sequences);
    }
}
