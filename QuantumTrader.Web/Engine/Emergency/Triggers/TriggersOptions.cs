using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>What limits or stops trading by itself; see docs/emergency-triggers.md. The drawdown limits and a stop by hand have no switch.</summary>
public sealed class TriggersOptions
{
    public const string Section = "Triggers";

    /// <summary>The loss of the UTC day, against the policy's daily limit.</summary>
    public bool DailyLoss { get; set; } = true;

    /// <summary>How many times the policy's daily limit stops trading. 1 to 10.</summary>
    [Range(typeof(decimal), "1", "10", ParseLimitsInInvariantCulture = true, ErrorMessage = "Triggers:DailyLossStopFactor must be 1 to 10.")]
    public decimal DailyLossStopFactor { get; set; } = 1.6m;

    public bool DataStale { get; set; } = true;

    /// <summary>Nothing is opened when no mark came for so long. 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Triggers:DataStaleReduceAfter must be 1 s to 1 h.")]
    public TimeSpan DataStaleReduceAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>With open positions trading stops when no mark came for so long. 10 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Triggers:DataStaleStopAfter must be 10 s to 1 day.")]
    public TimeSpan DataStaleStopAfter { get; set; } = TimeSpan.FromMinutes(5);

    public bool LedgerMismatch { get; set; } = true;

    /// <summary>People are called when ledger and venue differ for so long. 1 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Triggers:LedgerMismatchPageAfter must be 1 min to 1 day.")]
    public TimeSpan LedgerMismatchPageAfter { get; set; } = TimeSpan.FromMinutes(10);

    public bool Rejects { get; set; } = true;

    /// <summary>So many orders of a symbol refused within a minute pause it. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = "Triggers:RejectsPerMinuteMax must be 1 to 1000.")]
    public int RejectsPerMinuteMax { get; set; } = 5;

    /// <summary>How long a symbol is paused. 1 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Triggers:RejectsPause must be 1 min to 1 day.")]
    public TimeSpan RejectsPause { get; set; } = TimeSpan.FromMinutes(15);

    public bool StopLosses { get; set; } = true;

    /// <summary>So many trades that end at their stop within the window stop trading. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = "Triggers:StopLossesMax must be 1 to 1000.")]
    public int StopLossesMax { get; set; } = 10;

    /// <summary>In market time. 1 min to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Triggers:StopLossesWindow must be 1 min to 1 day.")]
    public TimeSpan StopLossesWindow { get; set; } = TimeSpan.FromMinutes(15);

    public bool OrderRate { get; set; } = true;

    /// <summary>How many times the policy's EntriesPerMinuteMax stops trading. 1.1 to 10.</summary>
    [Range(typeof(decimal), "1.1", "10", ParseLimitsInInvariantCulture = true, ErrorMessage = "Triggers:OrderRateStopFactor must be 1.1 to 10.")]
    public decimal OrderRateStopFactor { get; set; } = 2m;

    /// <summary>Its limit is the policy's LossVelocityMax.</summary>
    public bool LossVelocity { get; set; } = true;

    public bool SystemHealth { get; set; } = true;

    /// <summary>The state is critical too when AI-HFOS asks for a stop or Self-Healing shuts down.</summary>
    public bool SystemHealthByModules { get; set; } = true;

    /// <summary>A critical state that lasts so long stops trading. 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Triggers:SystemHealthStopAfter must be 1 s to 1 h.")]
    public TimeSpan SystemHealthStopAfter { get; set; } = TimeSpan.FromMinutes(1);

    public bool EvaluatorFailed { get; set; } = true;

    /// <summary>An evaluator that throws so often in a row stops trading. 1 to 100.</summary>
    [Range(1, 100, ErrorMessage = "Triggers:EvaluatorFailuresMax must be 1 to 100.")]
    public int EvaluatorFailuresMax { get; set; } = 3;

    /// <summary>A file beside the latch, in the folder emergency of the data directory, stops trading.</summary>
    public bool File { get; set; } = true;

    /// <summary>Its name: up to 32 capital letters, digits, '_' and '-', a letter first, so that it is none of the engine's own.</summary>
    [RegularExpression("^[A-Z][A-Z0-9_-]{0,31}$", ErrorMessage = "Triggers:FileName must be 1 to 32 capital letters, digits, '_' or '-', a letter first, such as STOP.")]
    public string FileName { get; set; } = "STOP";

    /// <summary>Between two looks at it and at the latch file. 10 ms to 250 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:00.25", ErrorMessage = "Triggers:FileEvery must be between 00:00:00.01 and 00:00:00.25.")]
    public TimeSpan FileEvery { get; set; } = TimeSpan.FromMilliseconds(250);
}
