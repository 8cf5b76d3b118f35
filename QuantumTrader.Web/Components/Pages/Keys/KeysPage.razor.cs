using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Deeds;

namespace QuantumTrader.Web.Components.Pages.Keys;

/// <summary>What programs may use the API with.</summary>
public partial class KeysPage
{
    private const AccessAction Manage = AccessAction.ManageKeys;
    private const string KeyText = "The program sends it in the header Authorization, as: Bearer and the key. Keep it where secrets are kept, not in a file that is shared.";
    private IReadOnlyList<ApiKeyFacts>? _keys;

    [Inject] public required IKeyControl Keys { get; init; }
    [Inject] public required IUserControl Users { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Keys.ListAsync(caller, Left), "list of keys");
        (_keys, Trouble) = (answer.Value, answer.Trouble);
    }

    private bool IsGood(ApiKeyFacts key) => key.RevokedAtUtc is null && key.ExpiresAtUtc > Time.GetUtcNow();

    private string StateOf(ApiKeyFacts key) => key.RevokedAtUtc is not null ? "revoked" : IsGood(key) ? "good" : "expired";

    private async Task OpenCreateAsync()
    {
        var owners = await Deeds.SeeAsync(caller => Users.ListAsync(caller, Left), "list of users");
        if (!owners.IsDone)
        {
            Trouble = owners.Trouble;
            return;
        }

        await Dialogs.ShowAsync<KeyDialog>("Create a key", new DialogParameters<KeyDialog>
        {
            { d => d.Owners, [.. owners.Value!.Where(u => !u.IsDisabled)] }, { d => d.Deed, CreateAsync },
        }, ScreenDeeds.Look);
    }

    private async Task<string?> CreateAsync(KeyForm form)
    {
        var answer = await DoAsync(Manage, caller => Keys.CreateAsync(caller, form.OwnerId!.Value, form.Label!.Trim(), form.Scopes, form.Lifetime, CancellationToken.None), "new key");
        if ((answer.Trouble ?? answer.Value!.Refusal) is { } trouble)
        {
            return trouble;
        }

        var key = answer.Value!.Key!;
        await Dialogs.ShowSecretAsync($"Key '{key.Facts.Label}'", KeyText, "Key", key.Text);
        return null;
    }

    private Task OpenRevokeAsync(ApiKeyFacts key) => Dialogs.AskReasonAsync(
        $"Revoke '{key.Label}'",
        $"Whatever uses this key of {key.OwnerName} ({ApiScopeNames.Text(key.Scopes)}) is refused from now on. It cannot be taken back; create another key instead.",
        "Revoke",
        async reason =>
        {
            var answer = await DoAsync(Manage, caller => Keys.RevokeAsync(caller, key.Id, reason, CancellationToken.None), "revoking");
            var trouble = answer.Trouble ?? (answer.Value ? null : "There is no such key.");
            Notice = trouble is null ? $"'{key.Label}' is revoked." : null;
            return trouble;
        });
}
