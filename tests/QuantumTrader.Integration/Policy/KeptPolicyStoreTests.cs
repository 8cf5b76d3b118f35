using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Integration.Redis;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Policy;

/// <summary>A shared policy that is lost in the store, and the copy of it on a host's disk.</summary>
[Collection(RedisTests.Name)]
public sealed class KeptPolicyStoreTests(RedisFixture redis) : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _data = new();
    private readonly ManualLease _lease = new(TimeProvider.System, epoch: 5);

    [RedisFact]
    public async Task Read_PolicyDeletedWhileItLeads_BringsItBackAboveItsVersion()
    {
        await using var link = await OpenAsync();
        await WrittenAsync(link);
        await link.Database.KeyDeleteAsync([link.Keys.Policy, link.Keys.PolicyHistory]);

        Assert.True(await Store(link).ReadAsync(None) is { ActiveMode: RiskMode.Defensive, Version: 3 });
        Assert.Equal(3, (await Store(link).ReadAsync(None))!.Version); // once
        Assert.Single(await Store(link).ReadHistoryAsync(9, None));
    }

    [RedisFact]
    public async Task Read_StoreFellBackToAnOlderVersion_BringsTheNewerBack()
    {
        await using var link = await OpenAsync();
        var first = await WrittenAsync(link);
        await link.Database.HashSetAsync(link.Keys.Policy, [new("version", 1), new("document", PolicyJson.Write(first with { UpdatedBy = "ann" }))]);

        Assert.True(await Store(link).ReadAsync(None) is { ActiveMode: RiskMode.Defensive, Version: 3 });
    }

    [RedisFact]
    public async Task Read_PolicyLostWhileAnotherLeads_IsAbsentAndKeepsTheCopy()
    {
        await using var link = await OpenAsync();
        await WrittenAsync(link);
        await link.Database.KeyDeleteAsync([link.Keys.Policy, link.Keys.PolicyHistory]);
        _lease.Take(LeaseState.Lost);

        Assert.Null(await Store(link).ReadAsync(None));
        Assert.Equal(2, new PolicyCopyFile(_data.Path).Read()!.Policy.Version);
    }

    [RedisFact]
    public async Task Write_FirstPolicyOverALostOne_IsAConflictWithTheOldLimits()
    {
        await using var link = await OpenAsync();
        await WrittenAsync(link);
        await link.Database.KeyDeleteAsync([link.Keys.Policy, link.Keys.PolicyHistory]);

        var conflict = Assert.IsType<PolicyWriteResult.Conflict>(await Store(link).WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, None));
        Assert.Equal(RiskMode.Defensive, conflict.Current.ActiveMode);
    }

    [RedisFact]
    public async Task Write_DatabaseEmptiedBetweenTwoProbes_WritesNothing()
    {
        await using var link = await OpenAsync();
        await WrittenAsync(link);
        redis.Server.Command("FLUSHALL");

        var error = await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store(link).ReadAsync(None));
        Assert.Contains(RedisCodes.Foreign, error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store(link).WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, None));
        Assert.Equal(":0\r\n", redis.Server.Command("DBSIZE"));
    }

    [RedisFact]
    public async Task Claim_EmptiedDatabaseAndNoCopy_TakesNoDefaultsUntilAPersonSaysSo()
    {
        await using var link = await OpenAsync();
        redis.Server.Command("FLUSHALL");
        await RedisOwner.ClaimAsync(link);
        await link.Database.StringSetAsync(link.Keys.Epoch, 5);

        Assert.Contains("--new-policy", await PolicyClaim.RunAsync(link, _data.Path, mayBeNew: false, TimeProvider.System), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store(link).WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, None));
        Assert.Contains("--new-policy", error.Message, StringComparison.Ordinal);

        await PolicyClaim.RunAsync(link, _data.Path, mayBeNew: true, TimeProvider.System);
        Assert.IsType<PolicyWriteResult.Written>(await Store(link).WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, None));
    }

    [RedisFact]
    public async Task Read_CopyDamagedAndPolicyLost_NamesTheFile()
    {
        await using var link = await OpenAsync();
        await WrittenAsync(link);
        var path = _data[PolicyCopyFile.FileName];
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("DEFENSIVE", "NORMAL", StringComparison.Ordinal));
        await link.Database.KeyDeleteAsync([link.Keys.Policy, link.Keys.PolicyHistory]);

        var error = await Assert.ThrowsAsync<PolicyUnavailableException>(() => Store(link).ReadAsync(None));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private async Task<RedisLink> OpenAsync()
    {
        redis.Server.Command("FLUSHALL");
        var patient = new RedisOptions { ConnectionString = redis.Server.ConnectionString, CommandTimeout = TimeSpan.FromSeconds(5) }; // no time-out is tried here
        var link = await RedisLink.OpenAsync(patient, TimeProvider.System, null, _data.Path);
        await Links.UntilAsync(link, RedisState.Ready);
        await link.Database.StringSetAsync(link.Keys.Epoch, 5);
        return link;
    }

    /// <summary>A process of its own each time: what it knows is in the file.</summary>
    private KeptPolicyStore Store(RedisLink link) =>
        new(link, new RedisPolicyStore(link, _lease), new PolicyCopyFile(_data.Path), _lease, NullLogger<KeptPolicyStore>.Instance);

    /// <summary>Version 2 is in force, and its copy on the disk. Returns version 1.</summary>
    private async Task<TradingPolicy> WrittenAsync(RedisLink link)
    {
        var store = Store(link);
        var first = ((PolicyWriteResult.Written)await store.WriteAsync(DefaultPolicy.Create(DateTimeOffset.UnixEpoch), 0, None)).Policy;
        await store.WriteAsync(PolicyChanges.SwitchMode(first, RiskMode.Defensive, "ann", DateTimeOffset.UnixEpoch), 1, None);
        await Poll.UntilAsync(() => new PolicyCopyFile(_data.Path).Read()?.Policy.Version == 2, Links.Limit, "the copy is on the disk");
        return first;
    }
}
