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

    /// <summary>A stop that no person asked for cannot be reset before this has passed since it tripped, unless it is annulled. 0 to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Emergency:CoolDown must be between 00:00:00 and 1.00:00:00.")]
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long each of reduce-only, a tenth and half of the size lasts after a reset; 0 trades at full size at once. 0 to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00", ErrorMessage = "Emergency:ReEntryStep must be between 00:00:00 and 7.00:00:00.")]
    public TimeSpan ReEntryStep { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A drill is due when the last one is older. 1 h to 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00", ErrorMessage = "Emergency:DrillEvery must be between 01:00:00 and 365.00:00:00.")]
    public TimeSpan DrillEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For the preview's estimate: the fee of a market order, a share of its value. 0 to 0.01.</summary>
    [Range(0.0, 0.01, ErrorMessage = "Emergency:TakerFee must be between 0 and 0.01.")]
    public double TakerFee { get; set; } = 0.0005;

    /// <summary>For the preview's estimate: half the distance between bid and ask, a share of the price. 0 to 0.1.</summary>
    [Range(0.0, 0.1, ErrorMessage = "Emergency:HalfSpread must be between 0 and 0.1.")]
    public double HalfSpread { get; set; } = 0.0001;

    /// <summary>After this many rounds without a flat account the run is called Stuck; it goes on trying. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = "Emergency:RoundsBeforeStuck must be between 1 and 1000.")]
    public int RoundsBeforeStuck { get; set; } = 20;
}
