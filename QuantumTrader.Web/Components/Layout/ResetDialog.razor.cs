using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>Starting again is hard: a choice without a default, a reason, a typed word; focus starts on Cancel.</summary>
public partial class ResetDialog : ComponentBase
{
    private readonly ResetForm _form = new();
    private string? _refusal;
    private Guid? _emergencyId;
    private bool _isBusy;

    [Inject] public required ITradingControl Trading { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required ISnackbar Snackbar { get; init; }
    [Inject] public required ILogger<ResetDialog> Log { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    // What the person looks at is what is reset, not what holds by the time the button is pressed.
    protected override void OnInitialized() => _emergencyId = Trading.Status.EmergencyId;

    private async Task ConfirmAsync()
    {
        if (_isBusy || _form.Missing().Count > 0)
        {
            return;
        }

        (_isBusy, _refusal) = (true, null);
        _refusal = await AskAsync();
        _isBusy = false;
        if (_refusal is null)
        {
            Snackbar.Add("The stop is reset. The engine may trade again.", Severity.Info);
            Dialog.Close(DialogResult.Ok(true));
        }
    }

    // Null when it was done, else why not. Without a token: closing the browser must not leave it half done.
    private async Task<string?> AskAsync()
    {
        try
        {
            return await Trading.ResetAsync(await Callers.CurrentAsync(), _form.ToCommand() with { EmergencyId = _emergencyId }, CancellationToken.None) switch
            {
                Guarded<ResetReceipt>.Done { Value.Done: true } => null,
                Guarded<ResetReceipt>.Done said => $"Refused: {said.Value.Refusal ?? "no cause was given"} Trading stays stopped.",
                Guarded<ResetReceipt>.Refused refused => $"Refused: {refused.Refusal.Why} Trading stays stopped.",
                _ => "Refused. Trading stays stopped.",
            };
        }
        catch (Exception e)
        {
            Log.ResetFailed(e);
            return $"The reset failed: {e.Message} Take trading for stopped or not as the top bar says, and try again; a repeated reset does no harm.";
        }
    }

    private void Close() => Dialog.Cancel();
}
