using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Shared;

/// <summary>
/// A live part of the screen whose controls depend on who sits there. Asked again every few seconds, for the look of the controls
/// alone: the services behind them ask for themselves.
/// </summary>
public abstract class AccessComponentBase : LiveComponentBase
{
    private static readonly TimeSpan AskPeriod = TimeSpan.FromSeconds(5);
    private Ticker? _asker;

    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required IAccessGate Gate { get; init; }

    /// <summary>Null until it was asked for the first time.</summary>
    protected Caller? Who { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        // Before anything is waited for: whoever leaves meanwhile disposes of it.
        _asker = new Ticker(Time, AskPeriod, () => InvokeAsync(AskAndShowAsync), Logs.CreateLogger(GetType()).TickFailed);
        await AskWhoAsync();
    }

    protected async Task AskWhoAsync()
    {
        Who = await Callers.CurrentAsync();
        OnRead();
    }

    /// <summary>Why not; null when the caller may, or is not known yet.</summary>
    protected AccessRefusal? RefusalOf(AccessAction action) => Who is { } who ? Gate.Refusal(who, action) : null;

    protected override void Dispose(bool disposing)
    {
        _asker?.Dispose();
        base.Dispose(disposing);
    }

    private async Task AskAndShowAsync()
    {
        await AskWhoAsync();
        StateHasChanged();
    }
}
