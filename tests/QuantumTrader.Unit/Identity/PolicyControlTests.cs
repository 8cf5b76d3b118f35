using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

public sealed class PolicyControlTests : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Approval = new(0xF, 0, 0, new byte[8]);
    private readonly GateBench _bench = new();
    private readonly FakePolicyActions _policy = new();
    private readonly PolicyControl _control;

    public PolicyControlTests() => _control = _bench.PolicyControl(_policy);

    private Caller Operator => _bench.Fresh(Roles.Operator);

    private Caller Risk => _bench.Fresh(Roles.Risk);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Tighten_ByOneOperator_HoldsAtOnceAndIsRecordedWithBeforeAndAfter()
    {
        var receipt = await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01"), null, None));

        Assert.Equal((2L, null), (receipt.Version, receipt.Refusal));
        Assert.Equal(("0.01", "anna", "why"), (PolicyFields.Find("PriceCollar")!.TextOf(_policy.Current), _policy.Current.UpdatedBy, _policy.Current.UpdateReason));
        Assert.Equal([AuditResult.Begun, AuditResult.Done], _bench.Audit.Entries.Select(e => e.Result));
        Assert.All(_bench.Audit.Entries, e => Assert.Equal(
            ("policy.tighten", "anna", "127.0.0.1", "policy version 1", "PriceCollar 0.02", "Policy version 1: PriceCollar 0.02 → 0.01", "why"),
            (e.Action, e.Actor, e.From, e.Target, e.Before, e.After, e.Reason)));
    }

    [Fact]
    public async Task Loosen_ByAnOperator_IsRefused() =>
        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.03"), null, None)));

    [Fact]
    public async Task Loosen_WithoutAFreshProof_IsRefused()
    {
        var stale = Risk with { FreshAtUtc = _bench.Time.GetUtcNow() - _bench.Access.StepUpMax - TimeSpan.FromSeconds(1) };

        Assert.Equal(AccessRefusal.StepUpNeededCode, await RefusedAsync(_control.ChangeAsync(stale, Set("PriceCollar", "0.03"), null, None)));
        Assert.True((await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03"), null, None))).Done);
    }

    [Fact]
    public async Task Loosen_HiddenAmongTightenings_IsRefusedForAnOperator() =>
        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01", "Modes.DEFENSIVE.LeverageMax", "3.1"), null, None)));

    [Fact]
    public async Task Loosen_TwoPersons_NeedsTheApprovalOfExactlyThis()
    {
        _bench.Access.TwoPersonLoosening = true;
        var change = Set("PriceCollar", "0.03");
        var preview = await DoneAsync(_control.PreviewAsync(Risk, change, None));
        Assert.Equal((AccessAction.LoosenPolicy, true, null), (preview.Action, preview.NeedsSecondPerson, preview.Refusal));

        Assert.Equal(AccessRefusal.SecondPersonNeededCode, await RefusedAsync(_control.ChangeAsync(Risk, change, null, None)));
        Assert.True((await DoneAsync(_control.ChangeAsync(Risk, change, Approval, None))).Done);
        Assert.Equal([$"redeem {Approval} {Risk.UserId} LoosenPolicy {preview.Summary}"], _bench.Approvals.Calls);
        Assert.True((await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01"), null, None))).Done); // tightening never does
    }

    [Fact]
    public async Task Loosen_PolicyChangedAfterTheApproval_IsNotWhatWasApproved()
    {
        _bench.Access.TwoPersonLoosening = true;
        _policy.BeforeEdit = () => WriteAsync(p => p with { EntriesPerMinuteMax = 19 });

        var receipt = await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03"), Approval, None));

        Assert.Contains("not what was approved", receipt.Refusal, StringComparison.Ordinal);
        Assert.Equal(AuditResult.Refused, _bench.Audit.Entries[^1].Result);
        Assert.Empty(_policy.Written);
    }

    [Fact]
    public async Task Tighten_SomebodyTightenedFurtherMeanwhile_IsNotALooseningInDisguise()
    {
        _policy.BeforeEdit = () => WriteAsync(p => p with { PriceCollar = new(0.005m) });

        var receipt = await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01"), null, None));

        Assert.Contains("another permission", receipt.Refusal, StringComparison.Ordinal);
        Assert.Equal(0.005m, _policy.Current.PriceCollar.Value);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(61, false)]
    [InlineData(60, true)]
    public async Task Loosen_MustEnd_IsOnlyDoneWithAnEnd(int? minutes, bool isDone)
    {
        _bench.Access.LooseningMax = TimeSpan.FromHours(1);
        var change = Set("PriceCollar", "0.03") with { UntilUtc = minutes is { } m ? _bench.Time.GetUtcNow().AddMinutes(m) : null };

        var receipt = await DoneAsync(_control.ChangeAsync(Risk, change, null, None));

        Assert.Equal(isDone, receipt.Done);
        Assert.Equal(isDone ? null : "Access:LooseningMax", receipt.Refusal is { } why && why.Contains("Access:LooseningMax", StringComparison.Ordinal) ? "Access:LooseningMax" : null);
        Assert.Equal(isDone ? [new TemporaryValue("PriceCollar", "0.02", change.UntilUtc!.Value)] : null, _policy.Current.Temporary);
    }

    [Fact]
    public async Task Loosen_MakingATemporaryValuePermanent_NeedsTheRiskRoleAndIsNotDoneWhereItMustEnd()
    {
        await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03") with { UntilUtc = _bench.Time.GetUtcNow().AddMinutes(30) }, null, None));

        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.03"), null, None)));
        _bench.Access.LooseningMax = TimeSpan.FromHours(1);
        Assert.False((await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03"), null, None))).Done);
        _bench.Access.LooseningMax = TimeSpan.Zero;
        Assert.True((await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03"), null, None))).Done);
        Assert.Null(_policy.Current.Temporary);
    }

    [Fact]
    public async Task Change_SeenOnAnOlderVersion_IsRefused()
    {
        await WriteAsync(p => p with { EntriesPerMinuteMax = 19 });

        var receipt = await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01") with { BasedOnVersion = 1 }, null, None));

        Assert.Contains("version 2 by now", receipt.Refusal, StringComparison.Ordinal);
        Assert.Empty(_policy.Written);
    }

    [Fact]
    public async Task StopNewTrades_ByAnAdmin_StopsAndOnlyRiskAllowsThemAgain()
    {
        await DoneAsync(_control.StopNewTradesAsync(_bench.Fresh(Roles.Admin), "a look first", None));
        Assert.False(_policy.Current.CanOpenNewTrades);
        Assert.Equal("entries.pause", _bench.Audit.Entries[^1].Action);

        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, PolicyChange.AllowNewTrades("fine"), null, None)));
        Assert.True((await DoneAsync(_control.ChangeAsync(Risk, PolicyChange.AllowNewTrades("fine"), null, None))).Done);
        Assert.True(_policy.Current.CanOpenNewTrades);
    }

    [Fact]
    public async Task SwitchMode_ToDefensive_IsAnyOperators_AndBackIsNot()
    {
        Assert.True((await DoneAsync(_control.ChangeAsync(Operator, PolicyChange.SwitchMode(RiskMode.Defensive, "storm"), null, None))).Done);
        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, PolicyChange.SwitchMode(RiskMode.Normal, "calm"), null, None)));
        Assert.Equal(RiskMode.Defensive, _policy.Current.ActiveMode);
    }

    [Fact]
    public async Task RollBack_OneStep_RestoresTheValuesAndNeverAnEmergency()
    {
        await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01"), null, None));
        await WriteAsync(p => PolicyChanges.EnterEmergency(p, new(Approval, "loss", "DRAWDOWN", "monitor", _bench.Time.GetUtcNow())));

        Assert.Equal(AccessRefusal.RoleMissingCode, await RefusedAsync(_control.ChangeAsync(Operator, new PolicyChange.RollBack("a slip"), null, None)));
        var receipt = await DoneAsync(_control.ChangeAsync(Risk, new PolicyChange.RollBack("a slip"), null, None));

        Assert.Equal("PriceCollar 0.01 → 0.02", receipt.Comparison!.Text);
        Assert.True(_policy.Current is { EmergencyMode: true, AllowNewTrades: false, EmergencyTrigger: "DRAWDOWN" });
    }

    [Fact]
    public async Task AllowNewTrades_InAnEmergency_IsNoWayAroundTheReset()
    {
        await WriteAsync(p => PolicyChanges.EnterEmergency(p, new(Approval, "loss", "DRAWDOWN", "monitor", _bench.Time.GetUtcNow())));

        Assert.Contains("reset the emergency", (await DoneAsync(_control.ChangeAsync(Risk, PolicyChange.AllowNewTrades("fine"), null, None))).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_AuditTrailAway_ChangesNothing()
    {
        _bench.Audit.Break();

        Assert.Equal(AccessRefusal.AuditUnavailableCode, await RefusedAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03"), null, None)));
        Assert.Empty(_policy.Written);
    }

    [Fact]
    public async Task History_EachVersion_TellsAuthorReasonAndDifference()
    {
        await DoneAsync(_control.ChangeAsync(Operator, Set("PriceCollar", "0.01"), null, None));
        await WriteAsync(p => PolicyChanges.EnterEmergency(p, new(Approval, "loss", "DRAWDOWN", "monitor", _bench.Time.GetUtcNow())));

        var history = await DoneAsync(_control.HistoryAsync(_bench.Fresh(Roles.Viewer), 2, None));

        Assert.Equal([("monitor", "loss", "Stopped by DRAWDOWN: loss"), ("anna", "why", null)], history.Select(v => (v.Policy.UpdatedBy, v.Policy.UpdateReason, v.Emergency)));
        Assert.Equal("PriceCollar 0.02 → 0.01", history[1].Changes!.Text);
    }

    [Theory]
    [InlineData("", "Say why")]
    [InlineData("  ", "Say why")]
    public async Task Change_WithoutAReason_IsRefused(string reason, string expected) =>
        Assert.Contains(expected, (await DoneAsync(_control.ChangeAsync(Risk, Set("PriceCollar", "0.03") with { Reason = reason }, null, None))).Refusal, StringComparison.Ordinal);

    private static PolicyChange.Set Set(params string[] pairs) =>
        new(pairs.Chunk(2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal), "why");

    private async Task WriteAsync(Func<TradingPolicy, TradingPolicy> change) =>
        Assert.IsType<PolicyWriteResult.Written>(await _policy.Store.WriteAsync(change(_policy.Current), _policy.Current.Version, None));

    private static async Task<T> DoneAsync<T>(Task<Guarded<T>> answer) => Assert.IsType<Guarded<T>.Done>(await answer).Value;

    private static async Task<string> RefusedAsync<T>(Task<Guarded<T>> answer) => Assert.IsType<Guarded<T>.Refused>(await answer).Refusal.Code;
}
