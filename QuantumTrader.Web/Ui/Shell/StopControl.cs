using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the stop button says and whether trading may be reset from here.</summary>
/// <param name="ResetRefusal">Why the reset is not to be had; null when it is.</param>
public sealed record StopControl(string Label, bool IsLatched, string? ResetRefusal)
{
    public static StopControl Of(EmergencyStatus status, TradingEnvironment? environment) =>
        new(LabelOf(status), status.Latched, status.Latched ? RefusalOf(status.RunState, environment) : "Trading is not stopped.");

    private static string LabelOf(EmergencyStatus status) => !status.Latched ? "STOP" : status.RunState switch
    {
        EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust => "STOPPED",
        EmergencyRunState.Stuck => "STUCK",
        _ => "STOPPING…",
    };

    private static string? RefusalOf(EmergencyRunState state, TradingEnvironment? environment)
    {
        if (environment is not TradingEnvironment.Paper)
        {
            return environment is null ? "The engine is starting." : "Only a paper account may be reset from here: resetting needs a signed-in risk officer.";
        }

        return state is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust
            ? null
            : $"The account is not proved flat yet ({Pill.WordOf(state)}).";
    }
}
