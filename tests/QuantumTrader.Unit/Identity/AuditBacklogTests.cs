using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

public sealed class AuditBacklogTests : IAsyncDisposable
{
    private readonly GateBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Refusals_Identical_AreOneRecordAMinuteWithACount()
    {
        await _bench.StartAsync();
        for (var i = 0; i < 5_000; i++)
        {
            await RefusedAsync(Roles.Viewer);
        }

        await GateBench.UntilAsync(() => _bench.Audit.Records.Count == 1, "the first record");
        _bench.Time.Advance(RefusalRecords.Window);
        await RefusedAsync(Roles.Viewer);
        await GateBench.UntilAsync(() => _bench.Audit.Records.Count == 2, "the next minute's record");
        Assert.EndsWith("4999 more like it were refused since the last record.", _bench.Audit.Entries[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_OfNobodyFromManyAddresses_AreOneRecord()
    {
        await _bench.StartAsync();
        for (var i = 0; i < 1_000; i++)
        {
            await _bench.RunAsync(Caller.Anonymous with { Address = $"10.0.{i / 250}.{i % 250}" }, AccessAction.StopTrading);
        }

        await _bench.Backlog.StopAsync(CancellationToken.None);
        Assert.Single(_bench.Audit.Records);
    }

    [Fact]
    public async Task Refusals_OfTooManyCallers_AreBounded()
    {
        await _bench.StartAsync();
        for (var i = 0; i < RefusalRecords.KindsMax + 50; i++)
        {
            await _bench.RunAsync(_bench.Fresh(Roles.Viewer) with { UserId = new Guid(i, 0, 0, new byte[8]) }, AccessAction.StopTrading);
        }

        await _bench.Backlog.StopAsync(CancellationToken.None);
        Assert.InRange(_bench.Audit.Records.Count, 1, RefusalRecords.KindsMax);
    }

    [Fact]
    public void Full_WhatIsDone_FindsRoomThatRefusalsDoNot()
    {
        for (var i = 0; i < AuditBacklog.WaitingMaxForRefusals; i++)
        {
            Assert.True(_bench.Backlog.TryAddRefusal(Entry(i)));
        }

        Assert.False(_bench.Backlog.TryAddRefusal(Entry(0)));
        for (var i = AuditBacklog.WaitingMaxForRefusals; i < AuditBacklog.WaitingMax + 3; i++)
        {
            _bench.Backlog.Add(Entry(i));
        }

        Assert.Equal((AuditBacklog.WaitingMax, 3L), (_bench.Backlog.Health.Waiting, _bench.Backlog.Health.LostCount));
    }

    [Fact]
    public async Task Several_AfterATrouble_AreWrittenInTheirOrder()
    {
        await _bench.StartAsync();
        _bench.Audit.Break();
        for (var i = 0; i < 20; i++)
        {
            _bench.Backlog.Add(Entry(i));
        }

        await GateBench.UntilAsync(() => _bench.Audit.Tries > 0, "a first try");
        _bench.Audit.Failure = null;
        await GateBench.UntilAsync(() => { _bench.Time.Advance(TimeSpan.FromSeconds(30)); return _bench.Audit.Records.Count == 20; }, "all records");
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"target {i}"), _bench.Audit.Entries.Select(e => e.Target));
    }

    [Fact]
    public async Task End_OfTheApp_WritesWhatWaits()
    {
        _bench.Audit.Break();
        await _bench.StartAsync();
        _bench.Backlog.Add(Entry(1));
        _bench.Backlog.Add(Entry(2));
        await GateBench.UntilAsync(() => _bench.Audit.Tries > 0, "a first try");
        _bench.Audit.Failure = null;

        await _bench.Backlog.StopAsync(CancellationToken.None);

        Assert.Equal(["target 1", "target 2"], _bench.Audit.Entries.Select(e => e.Target));
    }

    [Fact]
    public async Task End_OfTheAppWithoutTheTrail_CountsWhatIsLost()
    {
        _bench.Audit.Break();
        await _bench.StartAsync();
        _bench.Backlog.Add(Entry(1));
        _bench.Backlog.Add(Entry(2));
        await _bench.Backlog.StopAsync(CancellationToken.None);
        Assert.Equal(2, _bench.Backlog.Health.LostCount);
    }

    [Fact]
    public async Task Change_NotRecorded_IsSeenThoughNothingWaits()
    {
        _bench.Audit.Break();
        await _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers);
        Assert.Equal((0, "the disk is full.", _bench.Time.GetUtcNow()), (_bench.Backlog.Health.Waiting, _bench.Backlog.Health.Cause, _bench.Backlog.Health.SinceUtc));
    }

    [Fact]
    public async Task Probe_OfATrailThatTakesNothing_IsSeenUntilItDoes()
    {
        _bench.Audit.ProbeFailure = new AuditUnavailableException("read-only");
        using var probe = new AuditProbe(_bench.Audit, _bench.Backlog, _bench.Time);
        await probe.StartAsync(CancellationToken.None);
        await GateBench.UntilAsync(() => _bench.Backlog.Health is { Cause: "read-only", SinceUtc: not null, Waiting: 0 }, "that it is seen at the start");

        _bench.Audit.ProbeFailure = null;
        await GateBench.UntilAsync(() => { _bench.Time.Advance(AuditProbe.Interval); return _bench.Backlog.Health.SinceUtc is null; }, "that it is seen to be over");
        await probe.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Probe_ThatIsWell_DoesNotHideWhatWaits()
    {
        await _bench.StartAsync();
        _bench.Audit.Break();
        _bench.Backlog.Add(Entry(1));
        await GateBench.UntilAsync(() => _bench.Backlog.Health.SinceUtc is not null, "a first try");
        _bench.Backlog.NoteWritable();
        Assert.NotNull(_bench.Backlog.Health.SinceUtc);
    }

    private async Task RefusedAsync(Roles roles) => Assert.IsType<Guarded<int>.Refused>(await _bench.RunAsync(_bench.Fresh(roles), AccessAction.StopTrading));

    private static AuditEntry Entry(int i) => new(new Guid(i, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch, "anna", "Person", "emergency.stop", AuditResult.Done) { Target = $"target {i}" };
}
