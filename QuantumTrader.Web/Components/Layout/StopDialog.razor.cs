using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>One confirmation, no typed word: stopping is easy. The only dialog whose focus starts on the deed.</summary>
public partial class StopDialog
{
    private StopScope _scope = default!;
    private string? _reason;
    private string? _trouble;
    private string _stateWord = "";
    private bool _isLatched;
    private bool _isBusy;

    [Inject] public required OperatorStop Stop { get; init; }
    [Inject] public required IOperatorActions Actions { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required ISnackbar Snackbar { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    protected override void OnRead()
    {
        var status = Actions.Status;
        (_isLatched, _stateWord) = (status.Latched, Pill.WordOf(status.RunState));
        _scope = StopScope.Of(View, NowUtc);
    }

    private async Task ConfirmAsync()
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _trouble) = (true, null);
        var attempt = await Stop.PressAsync(await Callers.CurrentAsync(), _reason);
        _isBusy = false;
        if (attempt is StopAttempt.Taken taken)
        {
            Snackbar.Add(StopWords.Taken(taken), Severity.Info);
            Dialog.Close(DialogResult.Ok(true));
            return;
        }

        _trouble = StopWords.Trouble(attempt);
    }

    private void Close() => Dialog.Cancel();
}
