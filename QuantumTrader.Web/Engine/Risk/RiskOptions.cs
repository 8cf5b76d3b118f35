using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Risk;

public sealed class RiskOptions
{
    public const string Section = "Risk";

    /// <summary>A policy that was last proved current longer ago than this denies entries. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Risk:PolicyAgeMax must be between 00:00:01 and 00:10:00.")]
    public TimeSpan PolicyAgeMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the policy is read. At most half of Risk:PolicyAgeMax. 100 ms to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00", ErrorMessage = "Risk:PolicyPollInterval must be between 00:00:00.1 and 00:05:00.")]
    public TimeSpan PolicyPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Marks and equity older than this decide nothing; the policy's own limit applies as well. 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "Risk:DataAgeMax must be between 00:00:00.1 and 00:10:00.")]
    public TimeSpan DataAgeMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the ledger is compared with the venue. 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Risk:ReconcileInterval must be between 00:00:01 and 00:10:00.")]
    public TimeSpan ReconcileInterval { get; set; } = TimeSpan.FromSeconds(5);
}
