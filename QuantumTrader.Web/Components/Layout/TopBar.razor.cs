using Microsoft.AspNetCore.Components;
using MudBlazor;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Web.Components.Layout;

/// <summary>On every page: whose money, what state, how it goes, how old that is, and STOP.</summary>
public partial class TopBar
{
    private TopBarModel _bar = default!;
    private StopControl _control = default!;
    private IDialogReference? _dialog;
    private AccessRefusal? _resetRefusal;

    [Inject] public required IOperatorActions Actions { get; init; }
    [Inject] public required IAccessGate Gate { get; init; }
    [Inject] public required ICallerSource Callers { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }

    [Parameter] public bool IsDark { get; set; } = true;
    [Parameter] public EventCallback OnThemeToggled { get; set; }

    protected override void OnRead()
    {
        var status = Actions.Status;
        _bar = TopBarModel.From(View, status, NowUtc);
        _control = StopControl.Of(status, _resetRefusal);
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        await AskWhoAsync();
    }

    // For the look of the button alone; the service asks again.
    private async Task AskWhoAsync()
    {
        _resetRefusal = Gate.Refusal(await Callers.CurrentAsync(), AccessAction.ResetEmergency);
        OnRead();
    }

    // The dialogs open at once and one at a time; a second press, or the key while one is open, does nothing.
    private Task OpenStopAsync() => OpenAsync<StopDialog>("Stop trading");

    private Task OpenResetAsync() => OpenAsync<ResetDialog>("Reset the emergency stop");

    private async Task OpenAsync<TDialog>(string title)
        where TDialog : IComponent
    {
        if (_dialog is { Result.IsCompleted: false })
        {
            return;
        }

        _dialog = await Dialogs.ShowAsync<TDialog>(title, DialogLook);
        await _dialog.Result;
        await AskWhoAsync();
    }

    private static readonly DialogOptions DialogLook = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        BackdropClick = false,
        CloseOnEscapeKey = true,
    };
}
