using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Storage;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>What the plain form shows to whoever may see it.</summary>
/// <param name="Notices">What stands on every page.</param>
/// <param name="IsUnderWay">A run is on: the page asks for itself again until it is over.</param>
public sealed record EmergencyPageModel(
    EnvironmentFrame Frame,
    Pill Pill,
    StopScope Scope,
    EmergencyStatus Status,
    string Since,
    string AsOf,
    bool IsUnderWay,
    IReadOnlyList<Notice> Notices)
{
    public static EmergencyPageModel From(EngineView? view, EmergencyStatus status, DateTimeOffset nowUtc)
    {
        var isOver = status.RunState is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust;
        var pill = Pill.Of(view, status);
        return new(
            EnvironmentFrame.Of(view?.Environment),
            pill,
            StopScope.Of(view, nowUtc),
            status,
            pill.SinceUtc is { } since ? Times.Full(since) : Shown.Dash,
            Times.Full(nowUtc),
            status.Latched && !isOver,
            Storage.Notices.Of(view, nowUtc));
    }
}
