using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>The trading mode, or the state of the emergency run while trading is stopped; with since, by and why.</summary>
public sealed record Pill(string Word, string Css, DateTimeOffset? SinceUtc = null, string? By = null, string? Why = null)
{
    /// <summary>The latch is read from the emergency service itself, so a picture that is late cannot say ACTIVE over a stop.</summary>
    public static Pill Of(EngineView? view, EmergencyStatus status) => status.Latched ? OfRun(status) : OfMode(view);

    public static string WordOf(EmergencyRunState state) => state switch
    {
        EmergencyRunState.None or EmergencyRunState.Latched => "LATCHED",
        EmergencyRunState.Cancelling => "CANCELLING",
        EmergencyRunState.Closing => "CLOSING",
        EmergencyRunState.Verifying => "VERIFYING",
        EmergencyRunState.Flat => "FLAT",
        EmergencyRunState.FlatExceptDust => "FLAT EXCEPT DUST",
        EmergencyRunState.Stuck => "STUCK",
        _ => "UNKNOWN",
    };

    private static Pill OfRun(EmergencyStatus status)
    {
        var css = status.RunState switch
        {
            EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust => "flat",
            EmergencyRunState.Stuck => "danger",
            _ => "run",
        };
        return new(WordOf(status.RunState), css, status.ActivatedAtUtc, status.ActivatedBy, status.Reason);
    }

    private static Pill OfMode(EngineView? view) => view is null
        ? new("STARTING", "unknown", Why: "The engine has not made its first picture yet.")
        : view.Storage is { Role: not EngineRole.Leader } storage
        ? new("STANDBY", "standby", Why: StandbyWhy(storage, view.Mode))
        : view.Mode switch
        {
            TradingMode.Active => new("ACTIVE", "active", view.ModeSinceUtc, view.ModeBy, view.ModeReason),
            TradingMode.ReduceOnly => new("REDUCE ONLY", "reduce", view.ModeSinceUtc, view.ModeBy, view.ModeReason),
            TradingMode.Halted => new("HALTED", "halted", view.ModeSinceUtc, view.ModeBy, view.ModeReason),
            _ => new("UNKNOWN", "danger", view.ModeSinceUtc, view.ModeBy, view.ModeReason),
        };

    // Whatever the mode, a process without the lease opens nothing; ACTIVE would say otherwise.
    private static string StandbyWhy(StorageView storage, TradingMode mode)
    {
        var why = storage.Lease switch
        {
            LeaseState.Lost => storage.Holder.Length > 0 ? $"{storage.Holder} trades this account" : "another instance trades this account",
            LeaseState.Held => "taking over",
            _ => "the lease is not proved",
        };
        return $"{why} · mode {mode}";
    }
}
