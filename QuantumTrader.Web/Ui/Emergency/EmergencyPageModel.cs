using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Shell;
using QuantumTrader.Web.Ui.Storage;

namespace QuantumTrader.Web.Ui.Emergency;

/// <summary>What the plain form shows to whoever may see it.</summary>
/// <param name="Notices">What stands on every page.</param>
/// <param name="IsUnderWay">A run is on, or the stop is not saved: the page asks for itself again until that is over.</param>
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
    /// <summary>What people must close at the venue themselves.</summary>
    public IReadOnlyList<ManualCloseItem> ManualClose { get; init; } = [];

    public TradingEnvironment? Environment { get; init; }

    /// <summary>Whether a start after a crash would find the stop.</summary>
    public string Saved => Status switch
    {
        { IsLatchDurable: true } => "yes",
        { LatchNotSavedSinceUtc: { } since } => $"NO, since {Times.Full(since)}",
        _ => Shown.Dash,
    };

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
            status.Latched && (!isOver || !status.IsLatchDurable),
            Storage.Notices.Of(view, nowUtc))
        {
            ManualClose = view?.ManualClose ?? [],
            Environment = view?.Environment,
        };
    }
}
