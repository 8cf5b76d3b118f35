using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Splitmix64 (Steele, Lea and Flood, 2014) addressed by the number of the draw, so that a stored account goes on
/// at the right one at once. Whole numbers only: a price must not depend on how a machine rounds doubles.
/// </summary>
internal sealed class PaperDice(ulong seed, ulong draws)
{
    private const ulong Gamma = 0x9E3779B97F4A7C15UL;
    private const ulong Steps = 10_000;

    public ulong Seed { get; } = seed;

    public ulong Draws { get; private set; } = draws;

    /// <summary>Uniform in [0, 1), in steps of 0.0001.</summary>
    public decimal Next()
    {
        Draws++;
        var bits = SeededRandom.Mix(Seed + unchecked(Draws * Gamma));
        return ((bits >> 32) * Steps >> 32) / 10_000m;
    }
}
