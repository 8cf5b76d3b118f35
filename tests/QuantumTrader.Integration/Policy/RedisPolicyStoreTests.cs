using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Policy;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Policy;

/// <summary>The contract on a real Redis, and what only a shared store has: fences, announcements, damage.</summary>
public sealed class RedisPolicyStoreTests(SharedStoreFixture fixture) : PolicyStoreContract, IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private SharedStoreBench _bench = null!;
    private RedisLink _secondLink = null!;

    protected override IPolicyStore Store => new RedisPolicyStore(_bench.Link, _bench.Lease);

    protected override IPolicyStore SecondDoor => new RedisPolicyStore(_secondLink, _bench.Lease);

    private IDatabase Database => _bench.Link.Database;

    public async Task InitializeAsync()
    {
        _bench = await fixture.BenchAsync();
        _secondLink = await _bench.AnotherLinkAsync();
    }

    public async Task DisposeAsync()
    {
        fixture.Server.Resume();
        await _bench.DisposeAsync();
        await _secondLink.DisposeAsync();
    }

    [RedisTheory]
    [InlineData(4, "5")]
    [InlineData(0, "5")]
    [InlineData(5, null)] // emptied, or nobody ever led
    public async Task Write_WithoutTheLease_IsFencedUnlessItIsAnEmergency(long mine, string? last)
    {
        await WriteAsync(Calm, 0);
        await Database.KeyDeleteAsync(_bench.Keys.Epoch);
        await (last is null ? Task.CompletedTask : Database.StringSetAsync(_bench.Keys.Epoch, last));
        _bench.Lease.Epoch = mine;

        await Assert.ThrowsAsync<PolicyFencedException>(() => Store.WriteAsync(Calm with { UpdatedBy = "ann" }, 1, None));
        Assert.Equal(1, (await Store.ReadAsync(None))!.Version);

        var stopped = await WriteAsync(PolicyChanges.EnterEmergency(Calm, Latch), 1);
        Assert.True((await Store.ReadAsync(None))!.EmergencyMode);
        await WriteAsync(PolicyChanges.SwitchMode(stopped, RiskMode.Defensive, "ann", Now), 2); // keeps it
        await Assert.ThrowsAsync<PolicyFencedException>(() => Store.WriteAsync(PolicyChanges.ClearEmergency(stopped, Latch.EmergencyId, "ann", Now), 3, None));
    }

    [RedisFact]
    public async Task Write_StoreFellBackToAnotherDocumentOfTheSameVersion_IsJudgedOnThatOne()
    {
        await WriteAsync(Calm, 0);
        var stopped = PolicyJson.Write(PolicyChanges.EnterEmergency(Calm, Latch));
        _bench.Lease.OnEpoch = () => Database.HashSet(_bench.Keys.Policy, "document", stopped); // after the judgement, before the write

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(Calm with { UpdatedBy = "ann" }, 1, None));
        Assert.True((await Store.ReadAsync(None))!.EmergencyMode);
    }

    [RedisFact]
    public async Task Write_Success_IsAnnouncedToOtherProcesses()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<long>();
        var changes = new RedisPolicyChanges(_secondLink);
        using (changes.Subscribe(heard.Enqueue))
        {
            var version = 0;
            await Poll.UntilAsync(
                async () =>
                {
                    await WriteAsync(Calm with { UpdatedBy = $"writer-{version}" }, version++); // until the subscription is there
                    return heard.Contains(version);
                },
                TimeSpan.FromSeconds(10), "a version is announced");
            var channel = "quantum:{" + _bench.Keys.Account + "}:policy:changed";
            Assert.Equal([channel, "1"], ((string[]?)await Database.ExecuteAsync("PUBSUB", "NUMSUB", channel))!);
        }
    }

    [RedisTheory]
    [InlineData("document", "{\"Version\":1}")]
    [InlineData("document", "{")]
    [InlineData("version", "2")]
    public async Task Read_DamagedField_IsUnavailableAndNotGuessed(string field, string garbage)
    {
        await WriteAsync(Calm, 0);
        await Database.HashSetAsync(_bench.Keys.Policy, field, garbage);

        var error = await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store.ReadAsync(None));
        Assert.Contains(_bench.Keys.Policy, error.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Read_OlderDocument_HasTheDefaultsOfWhatItDoesNotName()
    {
        await WriteAsync(Calm, 0);
        await Database.HashSetAsync(_bench.Keys.Policy, "document", OlderDocument.Of(Calm));

        var read = (await Store.ReadAsync(None))!;

        Assert.Equal(Calm with { Modes = read.Modes }, read);
        Assert.Equal(2, (await WriteAsync(read with { UpdatedBy = "ann" }, 1)).Version); // compared as it is stored, not as it is read
    }

    [RedisFact]
    public async Task AnyCall_HashLostButHistoryThere_IsDamageAndNotAbsence()
    {
        await WriteAsync(Calm, 0);
        await Database.KeyDeleteAsync(_bench.Keys.Policy);

        await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store.ReadAsync(None));
        await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store.WriteAsync(Calm, 0, None));
    }

    [RedisFact]
    public async Task AnyCall_KeyOfAnotherType_IsUnavailable()
    {
        await Database.StringSetAsync(_bench.Keys.Policy, "not a policy");

        await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store.ReadAsync(None));
    }

    [RedisFact]
    public async Task AnyCall_StoreHangs_IsUnavailableAndNeverAbsent()
    {
        await WriteAsync(Calm, 0);
        await using var link = await _bench.AnotherLinkAsync(timeout: TimeSpan.FromMilliseconds(250));
        var impatient = new RedisPolicyStore(link, _bench.Lease);
        fixture.Server.Pause();

        await Assert.ThrowsAsync<PolicyUnavailableException>(() => impatient.ReadAsync(None));
        await Assert.ThrowsAsync<PolicyUnavailableException>(() => impatient.ReadHistoryAsync(5, None));
        await Assert.ThrowsAsync<PolicyUnavailableException>(() => impatient.WriteAsync(Calm, 1, None));
    }

    [RedisFact]
    public async Task Write_EveryVersion_IsInTheHistoryAndTheNewestIsInForce()
    {
        for (var version = 0; version < 4; version++)
        {
            await WriteAsync(Calm with { UpdatedBy = $"writer-{version}" }, version);
        }

        Assert.Equal(4, await Database.SortedSetLengthAsync(_bench.Keys.PolicyHistory));
        Assert.Equal("4", await Database.HashGetAsync(_bench.Keys.Policy, "version"));
        Assert.Equal(-1, (long)await Database.ExecuteAsync("PEXPIRETIME", _bench.Keys.Policy));
    }
}
