using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

public sealed class SecondPersonTests : IAsyncDisposable
{
    private static readonly Guid ApprovalId = new(3, 0, 0, new byte[8]);
    private readonly GateBench _bench = new();
    private readonly ActionNote _note = new("emergency", "checked") { After = "reset it, from the old peak" };

    public SecondPersonTests() => _bench.Access.TwoPersonReset = true;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Reset_WithoutApproval_IsRefused()
    {
        var answer = await RunAsync(_note);
        Assert.Equal(AccessRefusal.SecondPersonNeededCode, Assert.IsType<Guarded<int>.Refused>(answer).Refusal.Code);
        Assert.Equal(0, _bench.DeedCount);
        Assert.Empty(_bench.Approvals.Calls);
    }

    [Fact]
    public async Task Reset_Approved_RedeemsExactlyThisAndIsDone()
    {
        Assert.IsType<Guarded<int>.Done>(await RunAsync(_note with { ApprovalId = ApprovalId }));
        Assert.Equal([$"redeem {ApprovalId} {Callers.AnnaId} ResetEmergency reset it, from the old peak"], _bench.Approvals.Calls);
        Assert.Equal(1, _bench.DeedCount);
    }

    [Fact]
    public async Task Reset_ApprovalNotGood_IsRefusedAndRecorded()
    {
        _bench.Approvals.RedeemAnswer = "The approval is too old.";
        var answer = await RunAsync(_note with { ApprovalId = ApprovalId });

        Assert.Equal(new AccessRefusal(AccessRefusal.SecondPersonNeededCode, "The approval is too old."), Assert.IsType<Guarded<int>.Refused>(answer).Refusal);
        Assert.Equal(0, _bench.DeedCount);
        Assert.Equal([AuditResult.Begun, AuditResult.Refused], _bench.Audit.Entries.Select(e => e.Result));
    }

    [Fact]
    public async Task Reset_ApprovalsUnavailable_IsRefused()
    {
        _bench.Approvals.Failure = new ConsoleUnavailableException("no answer");
        Assert.IsType<Guarded<int>.Refused>(await RunAsync(_note with { ApprovalId = ApprovalId }));
        Assert.Equal(0, _bench.DeedCount);
    }

    [Fact]
    public async Task Reset_AuditUnavailable_TheApprovalIsNotUsedUp()
    {
        _bench.Audit.Break();
        Assert.IsType<Guarded<int>.Refused>(await RunAsync(_note with { ApprovalId = ApprovalId }));
        Assert.Empty(_bench.Approvals.Calls);
    }

    [Fact]
    public async Task Reset_RoleMissing_TheApprovalIsNotUsedUp()
    {
        Assert.IsType<Guarded<int>.Refused>(await _bench.RunAsync(_bench.Fresh(Roles.Admin), AccessAction.ResetEmergency, _note with { ApprovalId = ApprovalId }));
        Assert.Empty(_bench.Approvals.Calls);
    }

    [Theory]
    [InlineData(new[] { AccessAction.ResetEmergency, AccessAction.AnnulEmergency }, true, false, false)]
    [InlineData(new[] { AccessAction.LoosenPolicy }, false, true, false)]
    [InlineData(new[] { AccessAction.GoLive }, false, false, true)]
    public void IsNeeded_EachSetting_IsOfItsActionsAlone(AccessAction[] actions, bool reset, bool loosening, bool live)
    {
        (_bench.Access.TwoPersonReset, _bench.Access.TwoPersonLoosening, _bench.Access.TwoPersonLive) = (reset, loosening, live);
        var control = _bench.ApprovalControl;
        Assert.Equal(actions, Enum.GetValues<AccessAction>().Where(control.IsNeededFor));
    }

    [Fact]
    public async Task GoLive_WithoutApproval_IsRefusedAndWithOneDone()
    {
        _bench.Access.TwoPersonLive = true;
        var refused = await _bench.RunAsync(_bench.Fresh(Roles.Risk), AccessAction.GoLive, _note);
        Assert.Equal(AccessRefusal.SecondPersonNeededCode, Assert.IsType<Guarded<int>.Refused>(refused).Refusal.Code);
        Assert.IsType<Guarded<int>.Done>(await _bench.RunAsync(_bench.Fresh(Roles.Risk), AccessAction.GoLive, _note with { ApprovalId = ApprovalId }));
        Assert.Equal(1, _bench.DeedCount);
    }

    [Fact]
    public async Task Withdraw_OfARequest_IsBetweenTwoRecordsAndSaysHowItEnded()
    {
        var control = new ApprovalControl(_bench.Gate, _bench.Deeds, _bench.Refusals, _bench.Approvals);
        Assert.IsType<Guarded<string?>.Done>(await control.WithdrawAsync(_bench.Fresh(Roles.Viewer), ApprovalId, "not needed", CancellationToken.None));
        _bench.Approvals.RedeemAnswer = "The request is used already.";
        await control.WithdrawAsync(_bench.Fresh(Roles.Viewer), ApprovalId, "not needed", CancellationToken.None);

        Assert.Equal([AuditResult.Begun, AuditResult.Done, AuditResult.Begun, AuditResult.Refused], _bench.Audit.Entries.Select(e => e.Result));
        Assert.All(_bench.Audit.Entries, e => Assert.Equal(("approval.withdraw", $"approval {ApprovalId}", "not needed"), (e.Action, e.Target, e.Reason)));
    }

    [Fact]
    public async Task Stop_WhateverIsSet_NeedsNoSecondPerson()
    {
        (_bench.Access.TwoPersonLoosening, _bench.Access.TwoPersonLive) = (true, true);
        Assert.IsType<Guarded<int>.Done>(await _bench.RunAsync(_bench.Fresh(Roles.Operator), AccessAction.StopTrading));
    }

    private Task<Guarded<int>> RunAsync(ActionNote note) => _bench.RunAsync(_bench.Fresh(Roles.Risk), AccessAction.ResetEmergency, note);
}
