using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>The sizer's constants.</summary>
public sealed record SizerSettings
{
    /// <summary>Largest notional of a position before the policy's caps. Above 0.</summary>
    public Usd PositionMax { get; init; } = new(8_000m);

    /// <summary>Alpha, (0, 1].</summary>
    public double LearningRate { get; init; } = 0.15;

    /// <summary>Epsilon, [0, 1]: the share of decisions in ordinary volatility that try a random cell.</summary>
    public double ExplorationRate { get; init; } = 0.10;

    /// <summary>A state counts as trained when its best action was tried at least so often. At least 1.</summary>
    public int VisitsMin { get; init; } = 5;

    /// <summary>And when that action's value is at least this. Above 0.</summary>
    public double ValueMin { get; init; } = 0.05;

    /// <summary>ATR / price above which volatility is high. Above 0.</summary>
    public double HighVolAtrOverPrice { get; init; } = 0.03;
}
