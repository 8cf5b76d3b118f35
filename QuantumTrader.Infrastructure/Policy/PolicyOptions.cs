using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>How the policy is kept and how old it may be.</summary>
public sealed class PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>A policy that was not proved current for longer denies new trades. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Policy:AgeMax must be 1 s to 10 min.")]
    public TimeSpan AgeMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the store is asked, beside being pushed to. 100 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "Policy:PollInterval must be 100 ms to 5 min.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a write waits for another process's. 100 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ErrorMessage = "Policy:BusyTimeout must be 100 ms to 1 min.")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
