using System.Collections.Frozen;

namespace QuantumTrader.Domain.Identity;

/// <summary>Who may do what: the one place that says so. Behind every button, endpoint and command.</summary>
public static class ActionMatrix
{
    private const Roles Everybody = RoleNames.All;
    private const Roles Stoppers = Roles.Operator | Roles.Risk | Roles.Admin;

    public static IReadOnlyList<ActionRule> Rules { get; } =
    [
        new(AccessAction.SeeTrading, "trading.see", Everybody, ApiScopes.TradingRead) { IsPrivileged = false },
        new(AccessAction.SeeAudit, "audit.see", Roles.Risk | Roles.Admin, ApiScopes.AuditRead) { IsPrivileged = false },
        new(AccessAction.SeeUsers, "users.see", Roles.Admin) { IsPrivileged = false },
        new(AccessAction.StopTrading, "emergency.stop", Stoppers, ApiScopes.EssActivate) { GoesFirst = true, IsOpenToHost = true },
        new(AccessAction.PauseEntries, "entries.pause", Stoppers, ApiScopes.PolicyChange),
        new(AccessAction.SwitchEntriesOn, "entries.switch_on", Roles.Risk) { NeedsStepUp = true },
        new(AccessAction.SeeClosedByHand, "manual_close.seen", Stoppers),
        new(AccessAction.AcknowledgeAlert, "alert.acknowledge", Stoppers, ApiScopes.AlertsAcknowledge),
        new(AccessAction.RetryDeadLetter, "deadletter.retry", Stoppers),
        new(AccessAction.TightenPolicy, "policy.tighten", Roles.Operator | Roles.Risk, ApiScopes.PolicyChange),
        new(AccessAction.LoosenPolicy, "policy.loosen", Roles.Risk, ApiScopes.PolicyChange) { NeedsStepUp = true, NeedsTotpWithKey = true, MayNeedSecondPerson = true },
        new(AccessAction.ResetEmergency, "emergency.reset", Roles.Risk, ApiScopes.EssReset) { NeedsStepUp = true, NeedsTotpWithKey = true, MayNeedSecondPerson = true },
        new(AccessAction.DrillStop, "emergency.drill", Stoppers, ApiScopes.EssActivate),
        new(AccessAction.AnnulEmergency, "emergency.annul", Roles.Risk, ApiScopes.EssReset) { NeedsStepUp = true, NeedsTotpWithKey = true, MayNeedSecondPerson = true },
        new(AccessAction.PromoteModel, "model.promote", Roles.Risk) { NeedsStepUp = true },
        new(AccessAction.GoLive, "live.start", Roles.Risk) { NeedsStepUp = true, MayNeedSecondPerson = true },
        new(AccessAction.ChangeSettings, "settings.change", Roles.Admin) { NeedsStepUp = true },
        new(AccessAction.ManageUsers, "users.manage", Roles.Admin) { NeedsStepUp = true },
        new(AccessAction.ManageKeys, "keys.manage", Roles.Admin) { NeedsStepUp = true },
        new(AccessAction.ManageOwnAccount, "account.manage", Everybody),
        new(AccessAction.DecideApproval, "approval.decide", Roles.Risk) { NeedsStepUp = true },
        new(AccessAction.WithdrawApproval, "approval.withdraw", Everybody), // only the own, and nothing is allowed by it; also after the role is gone
    ];

    private static readonly FrozenDictionary<AccessAction, ActionRule> ByAction = Rules.ToFrozenDictionary(rule => rule.Action);

    /// <exception cref="ArgumentException">Nobody entered the action above.</exception>
    public static ActionRule Of(AccessAction action) =>
        ByAction.TryGetValue(action, out var rule) ? rule : throw new ArgumentException($"{action} has no rule in the ActionMatrix; enter it there.", nameof(action));

    /// <summary>Null when it may; else why not. Whether a second person is needed is asked elsewhere: it depends on settings.</summary>
    /// <param name="stepUpAgeMax">How old the last proof of identity may be where one is needed.</param>
    public static AccessRefusal? Refusal(Caller caller, AccessAction action, DateTimeOffset nowUtc, TimeSpan stepUpAgeMax)
    {
        var rule = Of(action);
        return caller.Kind switch
        {
            CallerKind.Host => rule.IsOpenToHost ? null : AccessRefusal.NotOnHost(rule),
            CallerKind.Person => RoleRefusal(caller, rule) ?? FreshRefusal(caller, rule, nowUtc, stepUpAgeMax),
            CallerKind.ApiKey => RoleRefusal(caller, rule) ?? ScopeRefusal(caller, rule) ?? KeyFreshRefusal(caller, rule, nowUtc, stepUpAgeMax),
            _ => AccessRefusal.NotSignedIn(rule),
        };
    }

    private static AccessRefusal? RoleRefusal(Caller caller, ActionRule rule) =>
        (caller.Roles & rule.Allowed) != 0 ? null : AccessRefusal.RoleMissing(rule, caller.Roles);

    private static AccessRefusal? ScopeRefusal(Caller caller, ActionRule rule) =>
        rule.Scope != ApiScopes.None && (caller.Scopes & rule.Scope) == rule.Scope ? null : AccessRefusal.ScopeMissing(rule);

    private static AccessRefusal? FreshRefusal(Caller caller, ActionRule rule, DateTimeOffset nowUtc, TimeSpan ageMax) =>
        !rule.NeedsStepUp || (IsFresh(caller, nowUtc, ageMax) && (caller.IsFreshByTotp || !caller.HasTotp)) ? null : AccessRefusal.StepUpNeeded(rule, ageMax, caller.HasTotp);

    private static AccessRefusal? KeyFreshRefusal(Caller caller, ActionRule rule, DateTimeOffset nowUtc, TimeSpan ageMax) =>
        !(rule.NeedsTotpWithKey || rule.NeedsStepUp) || (IsFresh(caller, nowUtc, ageMax) && caller.IsFreshByTotp) ? null : AccessRefusal.CodeNeeded(rule);

    // A proof from the future is no proof: the clock stepped, or somebody lies.
    private static bool IsFresh(Caller caller, DateTimeOffset nowUtc, TimeSpan ageMax) =>
        caller.FreshAtUtc is { } at && at <= nowUtc && nowUtc - at <= ageMax;
}
