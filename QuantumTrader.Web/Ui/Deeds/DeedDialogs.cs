using MudBlazor;
using QuantumTrader.Web.Components.Deeds;

namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>The dialogs that several pages show.</summary>
public static class DeedDialogs
{
    /// <summary>Only its button closes it: a secret that is gone by a slip is gone for good.</summary>
    private static readonly DialogOptions SecretLook = ScreenDeeds.Look with { CloseOnEscapeKey = false };

    public static async Task AskReasonAsync(this IDialogService dialogs, string title, string text, string confirm, Func<string, Task<string?>> deed) =>
        await dialogs.ShowAsync<ReasonDialog>(title, new DialogParameters<ReasonDialog>
        {
            { d => d.Title, title }, { d => d.Text, text }, { d => d.Confirm, confirm }, { d => d.Deed, deed },
        }, ScreenDeeds.Look);

    public static async Task ShowSecretAsync(this IDialogService dialogs, string title, string text, string label, string secret) =>
        await dialogs.ShowAsync<SecretDialog>(title, new DialogParameters<SecretDialog>
        {
            { d => d.Title, title }, { d => d.Text, text }, { d => d.Label, label }, { d => d.Secret, secret },
        }, SecretLook);
}
