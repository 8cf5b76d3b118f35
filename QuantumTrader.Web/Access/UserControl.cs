using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Users behind the gate.</summary>
public sealed class UserControl(IAccessGate gate, IUserDirectory users, ISessions sessions, IOneTimeLinks links) : IUserControl
{
    private const string Unknown = "There is no such user.";
    private const AccessAction Manage = AccessAction.ManageUsers;

    public async Task<Guarded<IReadOnlyList<UserFacts>>> ListAsync(Caller caller, CancellationToken stopping) =>
        gate.Refusal(caller, AccessAction.SeeUsers) is { } refusal
            ? new Guarded<IReadOnlyList<UserFacts>>.Refused(refusal)
            : new Guarded<IReadOnlyList<UserFacts>>.Done(await users.ListAsync(stopping));

    public Task<Guarded<NewUser>> CreateAsync(Caller caller, string name, Roles roles, CancellationToken stopping) =>
        gate.RunAsync(caller, Manage, new ActionNote($"user {name}", "create") { After = RoleNames.Text(roles) }, async () =>
        {
            var created = await users.CreateAsync(name, roles, CancellationToken.None);
            return created is { User: { } user, Refusal: null }
                ? new ActionEnd<NewUser>(new NewUser(user, null, await links.IssueAsync(LinkPurpose.Password, user.Id, CancellationToken.None)), AuditResult.Done)
                : new ActionEnd<NewUser>(new NewUser(null, created.Refusal ?? "The user was not created.", null), AuditResult.Refused, created.Refusal);
        }, stopping);

    public Task<Guarded<UserChange>> SetRolesAsync(Caller caller, Guid id, Roles roles, string reason, CancellationToken stopping) =>
        ChangeAsync(caller, id, reason, before => $"roles {RoleNames.Text(before.Roles)}", $"roles {RoleNames.Text(roles)}", async () =>
        {
            var change = await users.SetRolesAsync(id, roles, CancellationToken.None);
            return await EndedAsync(id, change);
        }, stopping);

    public Task<Guarded<UserChange>> SetDisabledAsync(Caller caller, Guid id, bool isDisabled, string reason, CancellationToken stopping) =>
        ChangeAsync(caller, id, reason, before => before.IsDisabled ? "disabled" : "enabled", isDisabled ? "disabled" : "enabled", async () =>
        {
            var change = await users.SetDisabledAsync(id, isDisabled, CancellationToken.None);
            return await EndedAsync(id, change);
        }, stopping);

    public async Task<Guarded<string>> IssueLinkAsync(Caller caller, Guid id, string reason, CancellationToken stopping)
    {
        var user = await FindAsync(caller, id, stopping);
        return await gate.RunAsync(caller, Manage, NoteOf(user, id, reason) with { After = "a one-time link for a new password" }, async () =>
            new ActionEnd<string>(await links.IssueAsync(LinkPurpose.Password, (user ?? throw new ArgumentException(Unknown, nameof(id))).Id, CancellationToken.None), AuditResult.Done), stopping);
    }

    public async Task<Guarded<IReadOnlyList<SessionFacts>>> ListSessionsAsync(Caller caller, Guid id, CancellationToken stopping) =>
        gate.Refusal(caller, AccessAction.SeeUsers) is { } refusal
            ? new Guarded<IReadOnlyList<SessionFacts>>.Refused(refusal)
            : new Guarded<IReadOnlyList<SessionFacts>>.Done(await sessions.ListAsync(id, stopping));

    public async Task<Guarded<bool>> EndSessionsAsync(Caller caller, Guid id, string reason, CancellationToken stopping)
    {
        var user = await FindAsync(caller, id, stopping);
        return await gate.RunAsync(caller, Manage, NoteOf(user, id, reason) with { After = "all sessions ended" }, async () =>
        {
            await sessions.EndAllAsync(id, null, CancellationToken.None);
            return new ActionEnd<bool>(user is not null, user is null ? AuditResult.Refused : AuditResult.Done, user is null ? Unknown : null);
        }, stopping);
    }

    private async Task<Guarded<UserChange>> ChangeAsync(
        Caller caller, Guid id, string reason, Func<UserFacts, string> describe, string after, Func<Task<UserChange>> change, CancellationToken stopping)
    {
        var user = await FindAsync(caller, id, stopping);
        var note = NoteOf(user, id, reason) with { Before = user is null ? null : describe(user), After = after };
        return await gate.RunAsync(caller, Manage, note, async () =>
        {
            var changed = user is null ? new UserChange(null, Unknown) : await change();
            return new ActionEnd<UserChange>(changed, changed.Refusal is null ? AuditResult.Done : AuditResult.Refused, changed.Refusal);
        }, stopping);
    }

    // What the user could do before ends at once, not at the next look at the session.
    private async Task<UserChange> EndedAsync(Guid id, UserChange change)
    {
        if (change.Refusal is null)
        {
            await sessions.EndAllAsync(id, null, CancellationToken.None);
        }

        return change;
    }

    // Asked before the gate for the record's sake; who may not manage users sees nothing of it.
    private async Task<UserFacts?> FindAsync(Caller caller, Guid id, CancellationToken stopping) =>
        gate.Refusal(caller, Manage) is null ? await users.FindAsync(id, stopping) : null;

    private static ActionNote NoteOf(UserFacts? user, Guid id, string reason) => new($"user {user?.Name ?? id.ToString()}", reason);
}
