namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>The stable words for what limits or stops trading; the latch, the events and docs/emergency-triggers.md use them.</summary>
public static class TriggerCodes
{
    /// <summary>Equity below its peak.</summary>
    public const string Drawdown = "DRAWDOWN";

    /// <summary>Equity below its highest ever.</summary>
    public const string AllTimeDrawdown = "DRAWDOWN_ALL_TIME";

    public const string DailyLoss = "DAILY_LOSS";
    public const string DataStale = "MARKET_DATA_STALE";
    public const string LedgerMismatch = "LEDGER_MISMATCH";
    public const string Rejects = "REJECTS";
    public const string StopLosses = "STOP_LOSSES";
    public const string OrderRate = "ORDER_RATE";
    public const string LossVelocity = "LOSS_VELOCITY";
    public const string SystemHealth = "SYSTEM_HEALTH";
    public const string EvaluatorFailed = "EVALUATOR_FAILED";

    /// <summary>A person, by the screen or the API.</summary>
    public const string Manual = "MANUAL";

    public const string CommandLine = "COMMAND_LINE";

    /// <summary>A person, by a file in the data directory.</summary>
    public const string File = "FILE";

    /// <summary>The watchdog, because the engine no longer beats.</summary>
    public const string Watchdog = "WATCHDOG";

    /// <summary>Both places of the latch are gone or unreadable, where there was something before.</summary>
    public const string LostState = "LOST_STATE";

    /// <summary>A policy that stops trading and does not say what did: it is from before that was kept.</summary>
    public const string Policy = "POLICY";

    /// <summary>A person stopped, and may start again without waiting; whatever else trips has a cool-down. Unknown words are not by hand.</summary>
    public static bool IsByHand(string trigger) => trigger is Manual or CommandLine or File or LostState;
}
