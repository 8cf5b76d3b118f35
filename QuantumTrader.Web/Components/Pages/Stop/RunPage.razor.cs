using Microsoft.AspNetCore.Components;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Components.Pages.Stop;

/// <summary>The certificate of a run that is over, with the annulment where there is one. It never changes, so it is read once.</summary>
public partial class RunPage
{
    private KeptRun? _kept;

    [Inject] public required IStopControl Stops { get; init; }

    /// <summary>Its name, from the address.</summary>
    [Parameter] public string Run { get; set; } = "";

    protected override async Task ReadAsync()
    {
        var answer = await Deeds.SeeAsync(caller => Stops.ReadRunAsync(caller, Run, Left), "certificate");
        _kept = answer.Value;
        Trouble = answer.Trouble ?? (_kept is null ? $"There is no certificate of the run '{Run}'. A run has one once it is over." : null);
    }
}
