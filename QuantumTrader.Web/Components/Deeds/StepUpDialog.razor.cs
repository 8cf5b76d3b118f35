using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;

namespace QuantumTrader.Web.Components.Deeds;

/// <summary>The password again, and the code; closes with success when they were right.</summary>
public partial class StepUpDialog
{
    private readonly StepUpForm _form = new();
    private string? _trouble;
    private bool _isBusy;

    [Inject] public required IAccountControl Accounts { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required ILogger<StepUpDialog> Log { get; init; }

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    /// <summary>What needs it, as a sentence.</summary>
    [Parameter, EditorRequired] public required string Why { get; set; }

    protected override async Task OnInitializedAsync() => _form.HasTotp = (await Callers.CurrentAsync()).HasTotp;

    private async Task ConfirmAsync()
    {
        if (_isBusy || _form.Missing().Count > 0)
        {
            return;
        }

        (_isBusy, _trouble) = (true, null);
        _trouble = await ProveAsync();
        _form.Forget();
        _isBusy = false;
        if (_trouble is null)
        {
            Dialog.Close(DialogResult.Ok(true));
        }
    }

    private async Task<string?> ProveAsync()
    {
        try
        {
            return await Accounts.StepUpAsync(await Callers.CurrentAsync(), _form.Password!, _form.Code, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.DeedFailed(e, "step-up");
            return $"The proof could not be checked: {e.Message}";
        }
    }
}
