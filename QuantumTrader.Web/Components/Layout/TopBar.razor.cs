using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>On every page: whose money, what state, how it goes, how old that is, and STOP.</summary>
public partial class TopBar
{
    private TopBarModel _bar = default!;
    private StopControl _control = default!;
    private IDialogReference? _dialog;
    private int _openAlerts;

    [Inject] public required IOperatorActions Actions { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required IAlertCount Alerts { get; init; }

    [Parameter] public bool IsDark { get; set; } = true;
    [Parameter] public EventCallback OnThemeToggled { get; set; }

    protected override void OnRead()
    {
        var status = Actions.Status;
        _openAlerts = Alerts.OpenCount;
        _bar = TopBarModel.From(View, status, NowUtc);
        _control = StopControl.Of(status, RefusalOf(AccessAction.ResetEmergency), RefusalOf(AccessAction.StopTrading));
    }

    // The dialogs open at once and one at a time; a second press, or the key while one is open, does nothing.
    private Task OpenStopAsync() => _control.StopRefusal is null ? OpenAsync<StopDialog>("Stop trading") : Task.CompletedTask;

    private Task OpenResetAsync() => OpenAsync<ResetDialog>("Reset the emergency stop");

    private async Task OpenAsync<TDialog>(string title)
        where TDialog : IComponent
    {
        if (_dialog is { Result.IsCompleted: false })
        {
            return;
        }

        _dialog = await Dialogs.ShowAsync<TDialog>(title, ScreenDeeds.Look);
        await _dialog.Result;
        await AskWhoAsync();
    }
}
