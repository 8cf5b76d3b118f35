using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Api;

/// <summary>Limits of the API: section <c>Api</c>. None of them holds for <c>POST ess/activate</c> with a good key.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Requests per second of one key or user over time; twice as many may come at once. Default 50; 1 to 100000.</summary>
    [Range(1, 100_000, ErrorMessage = "Api:RequestsPerSecond must be 1 to 100000.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Wrong keys per minute from one address before it is told to wait; good keys always pass. Default 10; 1 to 1000.</summary>
    [Range(1, 1000, ErrorMessage = "Api:WrongKeysPerMinute must be 1 to 1000.")]
    public int WrongKeysPerMinute { get; set; } = 10;
}
