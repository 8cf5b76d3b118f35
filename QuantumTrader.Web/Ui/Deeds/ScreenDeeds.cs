using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Deeds;

namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>
/// Does what needs leave, for whoever sits at the screen: asks anew who that is, asks for a fresh proof when nothing else is missing,
/// and puts refusals and failures into words.
/// </summary>
public sealed class ScreenDeeds(ICallerSource callers, IAccessGate gate, IDialogService dialogs, ILogger<ScreenDeeds> log)
{
    /// <summary>Nobody leaves a dialog by a slip of the mouse.</summary>
    public static readonly DialogOptions Look = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };

    /// <summary>What only looks.</summary>
    public async Task<Answer<T>> SeeAsync<T>(Func<Caller, Task<Guarded<T>>> look, string what) => await AnswerAsync(await callers.CurrentAsync(), look, what, isDeed: false);

    /// <summary>What changes something. The deed itself takes no token: closing the browser must not leave it half done.</summary>
    public async Task<Answer<T>> DoAsync<T>(AccessAction action, Func<Caller, Task<Guarded<T>>> deed, string what)
    {
        var caller = await callers.CurrentAsync();
        if (gate.Refusal(caller, action) is { Code: AccessRefusal.StepUpNeededCode } refusal)
        {
            if (!await IsProvedAsync(refusal))
            {
                return new(default, "");
            }

            caller = await callers.CurrentAsync();
        }

        return await AnswerAsync(caller, deed, what, isDeed: true);
    }

    private async Task<bool> IsProvedAsync(AccessRefusal refusal)
    {
        var parameters = new DialogParameters<StepUpDialog> { { d => d.Why, refusal.Why } };
        var dialog = await dialogs.ShowAsync<StepUpDialog>("Confirm that it is you", parameters, Look);
        return await dialog.Result is { Canceled: false };
    }

    private async Task<Answer<T>> AnswerAsync<T>(Caller caller, Func<Caller, Task<Guarded<T>>> deed, string what, bool isDeed)
    {
        try
        {
            return await deed(caller) switch
            {
                Guarded<T>.Done done => new(done.Value, null),
                Guarded<T>.Refused refused => new(default, RefusalText.Of(refused.Refusal)),
                _ => new(default, "No answer came."),
            };
        }
        catch (Exception e) when (e is OperationCanceledException && !isDeed)
        {
            return new(default, ""); // the page was left
        }
        catch (Exception e)
        {
            log.DeedFailed(e, what);
            return new(default, TextOf(e, what, isDeed));
        }
    }

    private static string TextOf(Exception e, string what, bool isDeed) => (e, isDeed) switch
    {
        (_, false) => $"The {what} cannot be read now: {e.Message} Stopping still works.",
        (ConsoleUnavailableException, true) => $"The console's database does not answer, so nobody knows whether it was done ({what}): {e.Message} Look at the list before you try again. Stopping still works.",
        _ => $"It failed ({what}), and nobody knows whether it was done: {e.Message} Look at the list before you try again.",
    };
}
