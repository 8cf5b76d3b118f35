using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Execution;

public sealed class ExecutionOptions
{
    public const string Section = "Execution";

    /// <summary>An entry that waited longer than this between decision and send is dropped. 100 ms to 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30", ErrorMessage = "Execution:IntentAgeMax must be between 00:00:00.1 and 00:00:30.")]
    public TimeSpan IntentAgeMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>No answer within this is Unknown, not Rejected. 500 ms to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00", ErrorMessage = "Execution:AckTimeout must be between 00:00:00.5 and 00:01:00.")]
    public TimeSpan AckTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>"Order does not exist" is believed only this long after an unknown send. 1 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Execution:NotPlacedAfter must be between 00:00:01 and 00:05:00.")]
    public TimeSpan NotPlacedAfter { get; set; } = TimeSpan.FromSeconds(10);
}
