using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

public sealed class AccessGateTests : IAsyncDisposable
{
    private readonly GateBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Change_Allowed_IsBetweenTwoRecords()
    {
        var during = -1;
        var answer = await _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers, new ActionNote("user bob", "left") { Before = "enabled", After = "disabled" }, () =>
        {
            during = _bench.Audit.Records.Count;
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(new ActionEnd<int>(7, AuditResult.Done, "fine"));
        });

        Assert.Equal(7, Assert.IsType<Guarded<int>.Done>(answer).Value);
        Assert.Equal(1, during);
        var (begun, end) = (_bench.Audit.Entries[0], _bench.Audit.Entries[1]);
        Assert.Equal((AuditResult.Begun, "users.manage", "anna", "Person", "127.0.0.1", "user bob", "enabled", "disabled", "left"),
            (begun.Result, begun.Action, begun.Actor, begun.ActorKind, begun.From, begun.Target, begun.Before, begun.After, begun.Reason));
        Assert.Equal(begun with { Result = AuditResult.Done, Detail = "fine", AtUtc = begun.AtUtc.AddSeconds(1) }, end);
        Assert.Equal(Callers.AnnaId, begun.UserId);
    }

    [Fact]
    public async Task Change_NotAllowed_IsNotDoneAndIsRecorded()
    {
        await _bench.StartAsync();
        var answer = await _bench.RunAsync(_bench.Fresh(Roles.Viewer | Roles.Operator), AccessAction.ResetEmergency);

        Assert.Equal(AccessRefusal.RoleMissingCode, Assert.IsType<Guarded<int>.Refused>(answer).Refusal.Code);
        Assert.Equal(0, _bench.DeedCount);
        await GateBench.UntilAsync(() => _bench.Audit.Records.Count == 1, "the refusal's record");
        var entry = Assert.Single(_bench.Audit.Entries);
        Assert.Equal((AuditResult.Refused, "emergency.reset"), (entry.Result, entry.Action));
        Assert.StartsWith("ROLE_MISSING: ", entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_AuditUnavailable_IsNotDone()
    {
        _bench.Audit.Break();
        var answer = await _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers);

        Assert.Equal(AccessRefusal.AuditUnavailableCode, Assert.IsType<Guarded<int>.Refused>(answer).Refusal.Code);
        Assert.Equal(0, _bench.DeedCount);
    }

    [Fact]
    public async Task EveryPrivilegedChange_AuditUnavailable_IsNotDone()
    {
        _bench.Audit.Break();
        foreach (var rule in ActionMatrix.Rules.Where(r => r.IsPrivileged && !r.GoesFirst))
        {
            var answer = await _bench.RunAsync(_bench.Fresh(RoleNames.All), rule.Action);
            Assert.Equal(AccessRefusal.AuditUnavailableCode, Assert.IsType<Guarded<int>.Refused>(answer).Refusal.Code);
        }

        Assert.Equal(0, _bench.DeedCount);
    }

    [Fact]
    public async Task Stop_AuditUnavailable_IsDoneAndRecordedLater()
    {
        await _bench.StartAsync();
        _bench.Audit.Break();
        var answer = await _bench.RunAsync(_bench.Fresh(Roles.Operator), AccessAction.StopTrading);

        Assert.Equal(7, Assert.IsType<Guarded<int>.Done>(answer).Value);
        await GateBench.UntilAsync(() => _bench.Audit.Tries > 0, "a first try");
        await GateBench.UntilAsync(() => _bench.Backlog.Health is { Waiting: 1, Cause: "the disk is full.", SinceUtc: not null }, "that it is shown");

        _bench.Audit.Failure = null;
        await GateBench.UntilAsync(() => { _bench.Time.Advance(TimeSpan.FromSeconds(1)); return _bench.Audit.Records.Count == 1; }, "the record after the trail is back");
        Assert.Equal((AuditResult.Done, "emergency.stop"), (_bench.Audit.Entries[0].Result, _bench.Audit.Entries[0].Action));
        await GateBench.UntilAsync(() => _bench.Backlog.Health is { Waiting: 0, Cause: null, LostCount: 0 }, "that nothing waits");
    }

    [Fact]
    public void Stop_AuditHangs_IsDoneBeforeTheCallReturns()
    {
        _bench.Audit.Hold = new TaskCompletionSource().Task;
        Assert.True(_bench.RunAsync(_bench.Fresh(Roles.Operator), AccessAction.StopTrading).IsCompletedSuccessfully);
        Assert.Equal(1, _bench.DeedCount);
    }

    [Fact]
    public async Task Deed_Throws_IsRecordedAsFailedAndThrown()
    {
        var thrown = await Assert.ThrowsAsync<IOException>(() => _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers, deed: () => throw new IOException("gone")));
        Assert.Equal("gone", thrown.Message);
        Assert.Equal((AuditResult.Failed, "IOException: gone"), (_bench.Audit.Entries[1].Result, _bench.Audit.Entries[1].Detail));
    }

    [Fact]
    public async Task Stop_Throws_IsRecordedAsFailedAndThrown()
    {
        await _bench.StartAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => _bench.RunAsync(_bench.Fresh(Roles.Operator), AccessAction.StopTrading, deed: () => Task.FromException<ActionEnd<int>>(new TimeoutException("late"))));
        await GateBench.UntilAsync(() => _bench.Audit.Entries is [{ Result: AuditResult.Failed, Detail: "TimeoutException: late" }], "the record");
    }

    [Fact]
    public async Task End_CannotBeWritten_DeedStandsAndTheRecordFollows()
    {
        await _bench.StartAsync();
        _bench.Audit.Failure = e => e.Result == AuditResult.Begun ? null : new AuditUnavailableException("locked");
        Assert.IsType<Guarded<int>.Done>(await _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers));

        _bench.Audit.Failure = null;
        await GateBench.UntilAsync(() => { _bench.Time.Advance(TimeSpan.FromSeconds(1)); return _bench.Audit.Records.Count == 2; }, "the end's record");
        Assert.Equal(_bench.Audit.Entries[0].ActionId, _bench.Audit.Entries[1].ActionId);
    }

    [Fact]
    public async Task Cancelled_AfterTheBeginning_TheEndIsRecorded()
    {
        using var leaving = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers, deed: async () =>
        {
            await leaving.CancelAsync();
            leaving.Token.ThrowIfCancellationRequested();
            return new ActionEnd<int>(1, AuditResult.Done);
        }, stopping: leaving.Token));
        Assert.Equal([AuditResult.Begun, AuditResult.Failed], _bench.Audit.Entries.Select(e => e.Result));
    }

    [Fact]
    public async Task Cancelled_Before_NothingIsDoneOrRecorded()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ManageUsers, stopping: new CancellationToken(canceled: true)));
        Assert.Empty(_bench.Audit.Records);
        Assert.Equal(0, _bench.DeedCount);
    }

    [Fact]
    public async Task Service_SaysNo_IsRecordedAsRefused()
    {
        var answer = await _bench.RunAsync(_bench.Fresh(Roles.Risk), AccessAction.ResetEmergency, deed: () => Task.FromResult(new ActionEnd<int>(0, AuditResult.Refused, "not flat")));
        Assert.IsType<Guarded<int>.Done>(answer);
        Assert.Equal((AuditResult.Refused, "not flat"), (_bench.Audit.Entries[1].Result, _bench.Audit.Entries[1].Detail));
    }

    [Fact]
    public async Task Look_Allowed_LeavesNoRecord()
    {
        Assert.IsType<Guarded<int>.Done>(await _bench.RunAsync(_bench.Fresh(Roles.Viewer), AccessAction.SeeTrading));
        Assert.Empty(_bench.Audit.Records);
    }
}
