using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Layout;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Stop;

/// <summary>The emergency stop as it goes: its run with every receipt, what it would do, drills, and earlier runs.</summary>
public partial class StopPage
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IntervalMin = TimeSpan.FromMilliseconds(250);
    private StopPicture? _picture;
    private StopPreview? _preview;
    private Ticker? _looker;
    private IDisposable? _views;
    private bool _isAway;
    private bool _isLooking;
    private bool _isDrilling;

    [Inject] public required IStopControl Stops { get; init; }
    [Inject] public required IEngineViews Views { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required ILogger<StopPage> Log { get; init; }

    protected override async Task OnInitializedAsync()
    {
        // With each picture of the engine, so that the receipts come as fast as the pill; and by the clock, for when no picture comes.
        _views = Views.OnChanged(IntervalMin, () => InvokeAsync(LookAsync));
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await base.OnInitializedAsync();
    }

    /// <summary>What was known stays, with its time, while the engine does not answer.</summary>
    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Stops.LookAsync(caller, Left), "emergency stop");
        if (answer.Value is { } now && _picture is { } before && (now.Status.Latched, now.Run) != (before.Status.Latched, before.Run))
        {
            (Notice, _preview) = (null, null); // they tell of how it was before
        }

        (_picture, Trouble, _isAway) = (answer.Value ?? _picture, answer.Trouble, answer.Value is null);
    }

    protected override void Dispose(bool disposing)
    {
        _views?.Dispose();
        _looker?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LookAsync()
    {
        if (_isLooking || (IsBusy && !_isDrilling))
        {
            return;
        }

        _isLooking = true;
        try
        {
            Who = await Callers.CurrentAsync();
            await ReadAsync();
        }
        finally
        {
            _isLooking = false;
        }

        StateHasChanged();
    }

    private string? WhyNoReset(StopPicture picture) =>
        RefusalText.WhyDisabled(Who is { } who ? Gate.Refusal(who, AccessAction.ResetEmergency) : null)
        ?? (_isAway ? "The engine does not answer now." : null)
        ?? (picture.Status.RunState is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust ? null : "The account must be proved flat first.")
        ?? (picture.CoolDownUntilUtc is { } until ? $"It tripped by itself and cools down until {Times.Clock(until)} UTC." : null);

    private string? WhyNoDrill(StopPicture picture) =>
        RefusalText.WhyDisabled(Who is { } who ? Gate.Refusal(who, AccessAction.DrillStop) : null)
        ?? (picture.Status.Latched ? "Trading is stopped: what there is to try is going on in earnest." : null);

    private string? WhyNoPreview(StopPicture picture) =>
        _isAway ? "The engine does not answer now." : picture.Status.Latched ? "Trading is stopped: the receipts below say what was done." : null;

    private async Task OpenResetAsync()
    {
        var dialog = await Dialogs.ShowAsync<ResetDialog>("Reset the emergency stop", ScreenDeeds.Look);
        await dialog.Result;
        await LookAsync();
    }

    private async Task PreviewAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Stops.PreviewAsync(caller, Left), "preview");
        (_preview, Trouble) = (answer.Value?.Preview, answer.Trouble ?? answer.Value?.Refusal);
    }

    private async Task DrillAsync()
    {
        _isDrilling = true;
        var answer = await DoAsync(AccessAction.DrillStop, Stops.DrillAsync, "drill");
        _isDrilling = false;
        Trouble = answer.Trouble ?? answer.Value?.Refusal;
        Notice = answer.Value?.Report is { } report ? $"The drill is over: {report.Outcome}{(report.Detail.Length > 0 ? $", {report.Detail}" : "")}." : null;
    }

    private async Task OpenAnnulAsync(RunSummary run)
    {
        var dialog = await Dialogs.ShowAsync<AnnulDialog>("Annul a false trip", new DialogParameters<AnnulDialog> { { d => d.Run, run } }, ScreenDeeds.Look);
        var isDone = await dialog.Result is { Canceled: false };
        await LookAsync();
        Notice = isDone ? $"Annulled: {run.Run}." : null;
    }
}
