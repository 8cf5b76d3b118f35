using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the stop button says and whether trading may be reset from here.</summary>
/// <param name="ResetRefusal">Why the reset is not to be had; null when it is.</param>
public sealed record StopControl(string Label, bool IsLatched, string? ResetRefusal)
{
    /// <param name="mayNot">Why the caller may not reset, a fresh sign-in apart: that is asked for when it comes to it. Null when it may.</param>
    public static StopControl Of(EmergencyStatus status, AccessRefusal? mayNot) =>
        new(LabelOf(status), status.Latched, !status.Latched ? "Trading is not stopped." : WhyNot(mayNot) ?? WhyNot(status.RunState));

    private static string LabelOf(EmergencyStatus status) => !status.Latched ? "STOP" : status.RunState switch
    {
        EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust => "STOPPED",
        EmergencyRunState.Stuck => "STUCK",
        _ => "STOPPING…",
    };

    private static string? WhyNot(AccessRefusal? mayNot) => mayNot is null or { Code: AccessRefusal.StepUpNeededCode } ? null : mayNot.Why;

    private static string? WhyNot(EmergencyRunState state) => state is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust
        ? null
        : $"The account is not proved flat yet ({Pill.WordOf(state)}).";
}
