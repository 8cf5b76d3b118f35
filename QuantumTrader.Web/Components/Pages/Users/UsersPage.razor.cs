using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Account;
using QuantumTrader.Web.Ui.Deeds;

namespace QuantumTrader.Web.Components.Pages.Users;

/// <summary>Who may sign in, and with which roles.</summary>
public partial class UsersPage
{
    private const AccessAction Manage = AccessAction.ManageUsers;
    private const string LinkText = "Give this link to the person, by a way that only that person reads. Whoever opens it first chooses the password; it is good once, and for a while.";
    private IReadOnlyList<UserFacts>? _users;

    [Inject] public required IUserControl Users { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Users.ListAsync(caller, Left), "list of users");
        (_users, Trouble) = (answer.Value, answer.Trouble);
    }

    private Task OpenAddAsync() => ShowRolesAsync("Add a user", null, Roles.Viewer, AddAsync);

    private Task OpenRolesAsync(UserFacts user) => ShowRolesAsync($"Roles of {user.Name}", user.Name, user.Roles, (_, roles, reason) =>
        ChangeAsync(caller => Users.SetRolesAsync(caller, user.Id, roles, reason, CancellationToken.None), $"{user.Name} now has: {RoleNames.Text(roles)}. Whoever was signed in as {user.Name} is signed out."));

    private Task OpenDisableAsync(UserFacts user) => user.IsDisabled
        ? Dialogs.AskReasonAsync($"Enable {user.Name}", $"{user.Name} can sign in again, with the roles {RoleNames.Text(user.Roles)}.", "Enable", reason =>
            ChangeAsync(caller => Users.SetDisabledAsync(caller, user.Id, false, reason, CancellationToken.None), $"{user.Name} is enabled."))
        : Dialogs.AskReasonAsync($"Disable {user.Name}", $"{user.Name} cannot sign in any more, all sessions end at once, and the person's API keys stop working.", "Disable", reason =>
            ChangeAsync(caller => Users.SetDisabledAsync(caller, user.Id, true, reason, CancellationToken.None), $"{user.Name} is disabled."));

    private Task OpenLinkAsync(UserFacts user) => Dialogs.AskReasonAsync(
        $"New link for {user.Name}",
        $"For a lost password or second factor. Whoever opens the link chooses a new password as {user.Name}; the sessions end and the second factor is removed then. Earlier links end now.",
        "Make the link",
        async reason =>
        {
            var answer = await DoAsync(Manage, caller => Users.IssueLinkAsync(caller, user.Id, reason, CancellationToken.None), "new link");
            return answer.IsDone ? await ShowLinkAsync(user.Name, answer.Value!) : answer.Trouble;
        });

    private async Task OpenSessionsAsync(UserFacts user) => await Dialogs.ShowAsync<SessionsDialog>($"Sessions of {user.Name}", new DialogParameters<SessionsDialog>
    {
        { d => d.User, user },
        { d => d.Own, Who?.SessionId },
        { d => d.Load, () => Deeds.SeeAsync(caller => Users.ListSessionsAsync(caller, user.Id, Left), "list of sessions") },
        { d => d.End, reason => EndSessionsAsync(user, reason) },
    }, ScreenDeeds.Look);

    private async Task ShowRolesAsync(string title, string? name, Roles roles, Func<string, Roles, string, Task<string?>> deed) =>
        await Dialogs.ShowAsync<RolesDialog>(title, new DialogParameters<RolesDialog> { { d => d.Title, title }, { d => d.Name, name }, { d => d.Given, roles }, { d => d.Deed, deed } }, ScreenDeeds.Look);

    private async Task<string?> AddAsync(string name, Roles roles, string reason)
    {
        var answer = await DoAsync(Manage, caller => Users.CreateAsync(caller, name, roles, CancellationToken.None), "new user");
        return answer.Trouble ?? answer.Value!.Refusal ?? await ShowLinkAsync(name, answer.Value!.LinkToken!);
    }

    private async Task<string?> ChangeAsync(Func<Caller, Task<Guarded<UserChange>>> change, string done)
    {
        var answer = await DoAsync(Manage, change, "change of a user");
        var trouble = answer.Trouble ?? answer.Value!.Refusal;
        Notice = trouble is null ? done : null;
        return trouble;
    }

    private async Task<string?> EndSessionsAsync(UserFacts user, string reason)
    {
        var answer = await DoAsync(Manage, caller => Users.EndSessionsAsync(caller, user.Id, reason, CancellationToken.None), "end of sessions");
        var trouble = answer.Trouble ?? (answer.Value ? null : "There is no such user.");
        Notice = trouble is null ? $"All sessions of {user.Name} are over." : null;
        return trouble;
    }

    // The token stands behind the '#', which browsers send to nobody.
    private async Task<string?> ShowLinkAsync(string name, string token)
    {
        await Dialogs.ShowSecretAsync($"One-time link for {name}", LinkText, "Link", $"{Navigation.BaseUri.TrimEnd('/')}{LinkForms.LinkPath}#{token}");
        return null;
    }
}
