using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Deeds;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the stop button says and whether trading may be reset from here.</summary>
/// <param name="ResetRefusal">Why the reset is not to be had; null when it is.</param>
/// <param name="StopRefusal">Why this person may not stop; null when it may, or when nobody knows.</param>
public sealed record StopControl(string Label, bool IsLatched, string? ResetRefusal, string? StopRefusal = null)
{
    /// <param name="mayNot">Why the caller may not reset, a fresh sign-in apart: that is asked for when it comes to it. Null when it may.</param>
    /// <param name="mayNotStop">Why the caller may not stop. Only a missing role disables STOP: whose session is in doubt is told by the dialog, with the way round it.</param>
    public static StopControl Of(EmergencyStatus status, AccessRefusal? mayNot, AccessRefusal? mayNotStop = null) => new(
        LabelOf(status),
        status.Latched,
        !status.Latched ? "Trading is not stopped." : RefusalText.WhyDisabled(mayNot) ?? WhyNot(status.RunState),
        mayNotStop is { Code: AccessRefusal.RoleMissingCode } ? RefusalText.WhyDisabled(mayNotStop) : null);

    private static string LabelOf(EmergencyStatus status) => !status.Latched ? "STOP" : status.RunState switch
    {
        EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust => "STOPPED",
        EmergencyRunState.Stuck => "STUCK",
        _ => "STOPPING…",
    };

    private static string? WhyNot(EmergencyRunState state) => state is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust
        ? null
        : $"The account is not proved flat yet ({Pill.WordOf(state)}).";
}
