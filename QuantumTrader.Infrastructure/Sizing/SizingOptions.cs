using System.ComponentModel.DataAnnotations;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Sizing;

/// <summary>The sizer's constants, as <see cref="SizerSettings"/> explains them.</summary>
public sealed class SizingOptions
{
    public const string Section = "Sizing";

    /// <summary>USD, 10 to 10,000,000; the policy's caps apply on top.</summary>
    [Range(typeof(decimal), "10", "10000000", ParseLimitsInInvariantCulture = true, ErrorMessage = "Sizing:PositionMax must be 10 to 10,000,000 USD.")]
    public decimal PositionMax { get; set; } = 8_000m;

    [Range(0.001, 1.0, ErrorMessage = "Sizing:LearningRate must be 0.001 to 1.")]
    public double LearningRate { get; set; } = 0.15;

    /// <summary>0 tries nothing and therefore learns nothing.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Sizing:ExplorationRate must be 0 to 1.")]
    public double ExplorationRate { get; set; } = 0.10;

    [Range(1, 1_000_000, ErrorMessage = "Sizing:VisitsMin must be 1 to 1,000,000.")]
    public int VisitsMin { get; set; } = 5;

    [Range(0.001, 10.0, ErrorMessage = "Sizing:ValueMin must be 0.001 to 10.")]
    public double ValueMin { get; set; } = 0.05;

    /// <summary>May be lowered, for more caution; never above 0.03.</summary>
    [Range(0.001, 0.03, ErrorMessage = "Sizing:HighVolAtrOverPrice must be 0.001 to 0.03.")]
    public double HighVolAtrOverPrice { get; set; } = 0.03;

    /// <summary>The bars on which ATR / price is measured, made from the feed. 1 minute to 1 day; real one-minute bars never reach 3 %.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Sizing:VolatilityTimeframe must be 00:01:00 to 1.00:00:00.")]
    public TimeSpan VolatilityTimeframe { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Of the exploration: the same seed and history give the same sizes.</summary>
    public ulong Seed { get; set; } = 1;

    public SizerSettings ToSettings() => new()
    {
        PositionMax = new Usd(PositionMax),
        LearningRate = LearningRate,
        ExplorationRate = ExplorationRate,
        VisitsMin = VisitsMin,
        ValueMin = ValueMin,
        HighVolAtrOverPrice = HighVolAtrOverPrice,
    };
}
