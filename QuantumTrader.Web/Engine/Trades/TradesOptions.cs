using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Trades;

public sealed class TradesOptions
{
    public const string Section = "Trades";

    /// <summary>A trade is closed after this much market time. 1 minute to 90 days; the regime table of later versions refines it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00", ErrorMessage = "Trades:HoldMax must be between 00:01:00 and 90.00:00:00.")]
    public TimeSpan HoldMax { get; set; } = TimeSpan.FromHours(72);

    /// <summary>A signal against an open trade closes it when at least this sure. 0 to 1.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Trades:ReverseConfidenceMin must be between 0 and 1.")]
    public double ReverseConfidenceMin { get; set; } = 0.6;
}
