using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Access;

namespace QuantumTrader.Unit.Identity;

/// <summary>Every action with every set of roles and every kind of caller, against the table that stands here once more.</summary>
public sealed class ActionMatrixTests
{
    private const Roles V = Roles.Viewer;
    private const Roles O = Roles.Operator;
    private const Roles R = Roles.Risk;
    private const Roles A = Roles.Admin;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    private static readonly Row[] Table =
    [
        new(AccessAction.SeeTrading, V | O | R | A, ApiScopes.TradingRead),
        new(AccessAction.SeeAudit, R | A, ApiScopes.AuditRead),
        new(AccessAction.SeeUsers, A, null),
        new(AccessAction.StopTrading, O | R | A, ApiScopes.EssActivate) { Host = true },
        new(AccessAction.PauseEntries, O | R | A, ApiScopes.PolicyChange),
        new(AccessAction.SwitchEntriesOn, R, null) { Fresh = true },
        new(AccessAction.SeeClosedByHand, O | R | A, null),
        new(AccessAction.AcknowledgeAlert, O | R | A, ApiScopes.AlertsAcknowledge),
        new(AccessAction.RetryDeadLetter, O | R | A, null),
        new(AccessAction.TightenPolicy, O | R, ApiScopes.PolicyChange),
        new(AccessAction.LoosenPolicy, R, ApiScopes.PolicyChange) { Fresh = true },
        new(AccessAction.ResetEmergency, R, ApiScopes.EssReset) { Fresh = true },
        new(AccessAction.DrillStop, O | R | A, ApiScopes.EssActivate),
        new(AccessAction.AnnulEmergency, R, ApiScopes.EssReset) { Fresh = true },
        new(AccessAction.PromoteModel, R, null) { Fresh = true },
        new(AccessAction.GoLive, R, null) { Fresh = true },
        new(AccessAction.ChangeSettings, A, null) { Fresh = true },
        new(AccessAction.ManageUsers, A, null) { Fresh = true },
        new(AccessAction.ManageKeys, A, null) { Fresh = true },
        new(AccessAction.ManageOwnAccount, V | O | R | A, null),
        new(AccessAction.DecideApproval, R, null) { Fresh = true },
        new(AccessAction.WithdrawApproval, V | O | R | A, null),
    ];

    [Fact]
    public void Actions_All_AreInTheMatrixAndInThisTable()
    {
        var actions = Enum.GetValues<AccessAction>();
        Assert.Equal(actions, Table.Select(row => row.Action).Order());
        Assert.Equal(actions, ActionMatrix.Rules.Select(rule => rule.Action).Order());
        Assert.Equal(actions.Length, ActionMatrix.Rules.Select(rule => rule.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Action_WithoutARule_IsAnErrorAndNotAllowed() =>
        Assert.Throws<ArgumentException>(() => ActionMatrix.Refusal(Callers.Person(RoleNames.All, Now), (AccessAction)999, Now, AgeMax));

    [Fact]
    public void Person_EverySetOfRoles_MayWhatTheTableSays()
    {
        foreach (var row in Table)
        {
            foreach (var roles in Callers.RoleSets)
            {
                Expect((roles & row.Roles) != 0, Callers.Person(roles, Now), row);
                Expect((roles & row.Roles) != 0 && !row.Fresh, Callers.Person(roles), row);
            }
        }
    }

    [Fact]
    public void Key_EverySetOfRolesAndScopes_MayWhatTheTableSays()
    {
        foreach (var row in Table)
        {
            foreach (var (roles, scopes) in Callers.RoleSets.SelectMany(r => Callers.ScopeSets.Select(s => (r, s))))
            {
                var covered = (roles & row.Roles) != 0 && row.Scope is { } scope && (scopes & scope) != 0;
                var key = Callers.Key(roles, scopes);
                Expect(covered && !row.Fresh, key, row);
                Expect(covered && !row.Fresh, key with { FreshAtUtc = Now, HasTotp = true }, row); // a fresh key without its owner's code
                Expect(covered, key with { FreshAtUtc = Now, HasTotp = true, IsFreshByTotp = true }, row);
            }
        }
    }

    [Fact]
    public void Nobody_WhateverItClaims_MayNothing()
    {
        var claims = Caller.Anonymous with { Roles = RoleNames.All, Scopes = (ApiScopes)63, FreshAtUtc = Now, IsFreshByTotp = true };
        Assert.All(Table, row => Assert.Equal(AccessRefusal.NotSignedInCode, Refusal(claims, row.Action)?.Code));
        Assert.All(Table, row => Assert.NotNull(Refusal(claims with { Kind = (CallerKind)99 }, row.Action)));
    }

    [Fact]
    public void Host_WhateverItClaims_MayStopAndNothingElse() =>
        Assert.All(Table, row => Expect(row.Host, Caller.OnHost("root (command line)") with { Roles = RoleNames.All, FreshAtUtc = Now, IsFreshByTotp = true }, row));

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(-300.0, true)] // exactly at the limit
    [InlineData(-300.001, false)]
    [InlineData(0.001, false)] // a proof from the future
    [InlineData(null, false)]
    public void Freshness_AtAndOverTheLimit_IsToTheSecond(double? secondsFromNow, bool may)
    {
        var caller = Callers.Person(R) with { FreshAtUtc = secondsFromNow is { } s ? Now.AddSeconds(s) : null };
        Assert.Equal(may ? null : AccessRefusal.StepUpNeededCode, Refusal(caller, AccessAction.ResetEmergency)?.Code);
    }

    [Fact]
    public void Freshness_OfAPersonWithASecondFactor_TakesBoth()
    {
        var caller = Callers.Person(R, Now) with { HasTotp = true };
        Assert.Equal(AccessRefusal.StepUpNeededCode, Refusal(caller, AccessAction.ResetEmergency)?.Code);
        Assert.Null(Refusal(caller with { IsFreshByTotp = true }, AccessAction.ResetEmergency));
    }

    [Fact]
    public void Stop_Rule_WaitsForNothing()
    {
        var rule = ActionMatrix.Of(AccessAction.StopTrading);
        Assert.True(rule is { GoesFirst: true, NeedsStepUp: false, NeedsTotpWithKey: false, MayNeedSecondPerson: false, IsPrivileged: true });
        Assert.Equal(AccessAction.StopTrading, Assert.Single(ActionMatrix.Rules, r => r.GoesFirst).Action);
    }

    private static AccessRefusal? Refusal(Caller caller, AccessAction action) => ActionMatrix.Refusal(caller, action, Now, AgeMax);

    private static void Expect(bool may, Caller caller, Row row)
    {
        var refusal = Refusal(caller, row.Action);
        Assert.True(may == refusal is null, $"{caller.Kind} with {caller.Roles} and {caller.Scopes}, fresh {caller.FreshAtUtc}: {row.Action} gave {refusal?.Code ?? "yes"}.");
    }

    private sealed record Row(AccessAction Action, Roles Roles, ApiScopes? Scope)
    {
        public bool Fresh { get; init; }
        public bool Host { get; init; }
    }
}
