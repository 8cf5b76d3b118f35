using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Emergency;

public sealed class EmergencyOptions
{
    public const string Section = "Emergency";

    /// <summary>Orders go out after this at the latest, durable latch or not. 0 to 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ErrorMessage = "Emergency:DurableWaitMax must be between 00:00:00 and 00:00:01.")]
    public TimeSpan DurableWaitMax { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The steps of a run go on after this, counted from the first write that the disk has not answered. 50 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10", ErrorMessage = "Emergency:StepDurableMax must be between 00:00:00.05 and 00:00:10.")]
    public TimeSpan StepDurableMax { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A reset that waits longer for policy or disk is refused and may be repeated. 1 s to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Emergency:ResetStepMax must be between 00:00:01 and 00:01:00.")]
    public TimeSpan ResetStepMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one round closes before it cancels what is left and proves. 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Emergency:ClosingMax must be between 00:00:01 and 00:05:00.")]
    public TimeSpan ClosingMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A run that took this long without a flat account is called Stuck; it goes on trying. 10 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00", ErrorMessage = "Emergency:StuckAfter must be between 00:00:10 and 01:00:00.")]
    public TimeSpan StuckAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Between the two readings that prove the account flat. 1 s to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Emergency:ProofGap must be between 00:00:01 and 00:01:00.")]
    public TimeSpan ProofGap { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Between a close and the next look at the position. 10 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10", ErrorMessage = "Emergency:LookAgainAfter must be between 00:00:00.01 and 00:00:10.")]
    public TimeSpan LookAgainAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Cancels and closes that hang hold up the rest of the run for this long at most. 50 ms to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10", ErrorMessage = "Emergency:AnswerWaitMax must be between 00:00:00.05 and 00:00:10.")]
    public TimeSpan AnswerWaitMax { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After this many rounds without a flat account the run is called Stuck; it goes on trying. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = "Emergency:RoundsBeforeStuck must be between 1 and 1000.")]
    public int RoundsBeforeStuck { get; set; } = 20;
}
