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

    /// <summary>What is done about a position whose stop was canceled behind our back, or expired.</summary>
    [EnumDataType(typeof(NakedAction), ErrorMessage = "Trades:Naked must be Replace or Flatten.")]
    public NakedAction Naked { get; set; } = NakedAction.Replace;

    /// <summary>
    /// How many stops are looked for at the venue in a minute while its stream tells everything; each look weighs 1. Every stop is looked for
    /// each second as far as that allows: 120 finds two missing stops within a second and four within two. 30 to 1,200.
    /// </summary>
    [Range(30, 1_200, ErrorMessage = "Trades:StopLooksPerMinute must be between 30 and 1200.")]
    public int StopLooksPerMinute { get; set; } = 120;

    /// <summary>The same while the venue's stream is known not to tell everything: 600 looks for ten stops in a second. 30 to 1,200.</summary>
    [Range(30, 1_200, ErrorMessage = "Trades:StopLooksPerMinuteAlone must be between 30 and 1200.")]
    public int StopLooksPerMinuteAlone { get; set; } = 600;

    /// <summary>
    /// A position whose liquidation price is nearer to the mark than this share of it is made smaller. Below the policy's limit for entries,
    /// or an entry at that limit would be reduced at its first loss. 0 (never) to 0.5.
    /// </summary>
    [Range(0.0, 0.5, ErrorMessage = "Trades:LiquidationDistanceMin must be between 0 and 0.5.")]
    public double LiquidationDistanceMin { get; set; } = 0.04;

    /// <summary>The share of it that is closed each time. 0.05 to 1.</summary>
    [Range(0.05, 1.0, ErrorMessage = "Trades:LiquidationReduceShare must be between 0.05 and 1.")]
    public double LiquidationReduceShare { get; set; } = 0.5;
}
