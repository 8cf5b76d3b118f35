using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace QuantumTrader.Web.Components.Deeds;

/// <summary>A dialog that does something and stays open, with what was typed, when it goes wrong.</summary>
public abstract class DeedDialogBase : ComponentBase
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    protected string? Trouble { get; private set; }

    protected bool IsBusy { get; private set; }

    /// <param name="deed">Null when it was done; else what went wrong; empty when the person thought better of it.</param>
    protected async Task RunAsync(Func<Task<string?>> deed)
    {
        if (IsBusy)
        {
            return;
        }

        (IsBusy, Trouble) = (true, null);
        var trouble = await deed();
        IsBusy = false;
        if (trouble is null)
        {
            Dialog.Close(DialogResult.Ok(true));
            return;
        }

        Trouble = trouble.Length == 0 ? null : trouble;
    }

    protected void Close() => Dialog.Cancel();
}
