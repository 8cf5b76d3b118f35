using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Live;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>Starting again is hard: a choice without a default, a reason, a typed word, a fresh proof; focus starts on Cancel.</summary>
public sealed partial class ResetDialog : ComponentBase, IDisposable
{
    private const InputMode Keypad = InputMode.@decimal;
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private Ticker? _looker;

    [Inject] public required ResetDesk Desk { get; init; }
    [Inject] public required IEngineViews Views { get; init; }
    [Inject] public required ISnackbar Snackbar { get; init; }
    [Inject] public required TimeProvider Time { get; init; }
    [Inject] public required ILogger<ResetDialog> Log { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    private string? PeakText => ResetWords.OfPeak(Desk.Form, Views.Current);

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await Desk.OpenAsync();
    }

    public void Dispose() => _looker?.Dispose();

    private async Task LookAsync()
    {
        if (!Desk.IsBusy)
        {
            await Desk.LookAsync();
            StateHasChanged();
        }
    }

    private async Task ConfirmAsync()
    {
        if (await Desk.ResetAsync())
        {
            Snackbar.Add("The stop is reset. The engine may trade again.", Severity.Info);
            Dialog.Close(DialogResult.Ok(true));
        }
    }

    private void Close() => Dialog.Cancel();
}
