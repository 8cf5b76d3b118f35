using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Redis;

/// <summary>A data directory works with one database, and notices when it is another or was emptied.</summary>
[Collection(RedisTests.Name)]
public sealed class OwnerTests(RedisFixture redis)
{
    [RedisFact]
    public async Task Owner_NewDatabase_IsClaimedOnceAndAdoptedByOthers()
    {
        redis.Server.Command("FLUSHALL");
        using var first = new TempFolder();
        using var second = new TempFolder();
        await using var a = await Links.OpenReadyAsync(redis.Server.ConnectionString, first.Path);
        await using var b = await Links.OpenReadyAsync(redis.Server.ConnectionString, second.Path);

        Assert.Equal(a.Owner.Remembered, b.Owner.Remembered);
        Assert.Equal(File.ReadAllText(first[RedisOwner.FileName]), File.ReadAllText(second[RedisOwner.FileName]));
        Assert.StartsWith("quantumtrader:main:", a.Owner.Remembered, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Owner_DatabaseEmptied_IsRefusedUntilClaimed()
    {
        redis.Server.Command("FLUSHALL");
        using var folder = new TempFolder();
        await using var link = await Links.OpenReadyAsync(redis.Server.ConnectionString, folder.Path);
        var before = link.Owner.Remembered;
        redis.Server.Command("FLUSHALL");

        var health = await link.ProbeAsync();
        Assert.Equal(RedisState.Refused, health.State);
        Assert.Contains("REDIS_FOREIGN", health.Cause, StringComparison.Ordinal);
        Assert.Contains("redis claim", health.Cause, StringComparison.Ordinal);
        await using (var restarted = await Links.OpenAsync(redis.Server.ConnectionString, folder.Path))
        {
            Assert.Equal(RedisState.Refused, (await restarted.ProbeAsync()).State);
        }

        Assert.Equal(":0\r\n", redis.Server.Command("DBSIZE")); // nothing is written to a database that was refused
        await RedisOwner.ClaimAsync(link);
        Assert.Equal(RedisState.Ready, link.Health.State);
        Assert.NotEqual(before, link.Owner.Remembered); // the old database, should it return, is not this one
    }

    [RedisFact]
    public async Task Owner_AnotherDatabaseOfTheAccount_IsRefusedUntilClaimed()
    {
        redis.Server.Command("FLUSHALL");
        using var folder = new TempFolder();
        using var other = new TempFolder();
        await using var link = await Links.OpenReadyAsync(redis.Server.ConnectionString, folder.Path);
        await using var elsewhere = await Links.OpenReadyAsync(redis.Server.ConnectionString + ",defaultDatabase=3", other.Path);
        await using var wrong = await Links.OpenAsync(redis.Server.ConnectionString + ",defaultDatabase=3", folder.Path);

        Assert.Equal(RedisState.Refused, (await wrong.ProbeAsync()).State);
        await RedisOwner.ClaimAsync(wrong);

        Assert.Equal(elsewhere.Owner.Remembered, wrong.Owner.Remembered);
        Assert.Equal(RedisState.Ready, wrong.Health.State);
    }

    [RedisFact]
    public async Task Owner_KeysOfAnotherApplication_IsRefused()
    {
        redis.Server.Command("FLUSHALL");
        redis.Server.Command("SET", "session:1", "x");
        await using var link = await Links.OpenAsync(redis.Server.ConnectionString);

        Assert.Equal(RedisState.Refused, (await link.ProbeAsync()).State);
        Assert.Contains("REDIS_FOREIGN", link.Health.Cause, StringComparison.Ordinal);
        Assert.Equal(":1\r\n", redis.Server.Command("DBSIZE"));
    }

    [RedisTheory]
    [InlineData("SET", "somebody else")]
    [InlineData("LPUSH", "a list")]
    public async Task Owner_KeyOfAnotherForm_IsRefusedAndCannotBeClaimed(string command, string value)
    {
        redis.Server.Command("FLUSHALL");
        redis.Server.Command(command, "quantum:{main}:owner", value);
        await using var link = await Links.OpenAsync(redis.Server.ConnectionString);

        Assert.Equal(RedisState.Refused, (await link.ProbeAsync()).State);
        Assert.NotNull(await Record.ExceptionAsync(() => RedisOwner.ClaimAsync(link)));
        Assert.Equal(RedisState.Refused, (await link.ProbeAsync()).State);
    }
}
