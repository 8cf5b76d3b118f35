using Microsoft.AspNetCore.Components;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui;
using QuantumTrader.Web.Ui.Live;

namespace QuantumTrader.Web.Components.Pages.Stop;

/// <summary>Asks the engine each second while there is something to tell, else only when a picture says so.</summary>
public partial class StopStrip
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(1);
    private StopPicture? _picture;
    private Ticker? _looker;
    private bool _isAway;
    private bool _isLooking;

    [Inject] public required IStopControl Stops { get; init; }
    [Inject] public required ILogger<StopStrip> Log { get; init; }

    /// <summary>The picture that the page shows.</summary>
    [Parameter, EditorRequired] public required EngineView? View { get; set; }

    private bool HasNews => View is { RunState: not EmergencyRunState.None } || _picture is { Status.Latched: true } or { ReEntry: not null };

    protected override async Task OnInitializedAsync()
    {
        _looker = new Ticker(Time, LookPeriod, () => InvokeAsync(LookAsync), Log.TickFailed);
        await base.OnInitializedAsync();
    }

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Stops.LookAsync(caller, Left), "emergency stop");
        (_picture, _isAway) = (answer.Value ?? _picture, answer.Value is null);
    }

    protected override void Dispose(bool disposing)
    {
        _looker?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LookAsync()
    {
        if (_isLooking || !HasNews)
        {
            return;
        }

        _isLooking = true;
        try
        {
            await ReadAsync();
        }
        finally
        {
            _isLooking = false;
        }

        StateHasChanged();
    }
}
