using System.Numerics;

namespace QuantumTrader.Domain.Sizing;

/// <summary>Whether the last 20 trades won, newest in bit 0. Bounded by design: the 21st pushes out the oldest.</summary>
public readonly record struct RecentOutcomes
{
    public const int Capacity = 20;
    public const int NeededForRate = 10;

    /// <summary>What is assumed before there are enough trades.</summary>
    public const double RateUnknown = 0.5;

    private const uint Mask = (1u << Capacity) - 1;
    private readonly uint _wins;
    private readonly int _count;

    private RecentOutcomes(uint wins, int count) => (_wins, _count) = (wins, count);

    public int Count => _count;

    /// <summary>Bit i is set when the i-th newest trade won.</summary>
    public uint Wins => _wins;

    public double WinRate => _count >= NeededForRate ? (double)BitOperations.PopCount(_wins) / _count : RateUnknown;

    public RecentOutcomes With(bool won) => new(((_wins << 1) | (won ? 1u : 0u)) & Mask, Math.Min(_count + 1, Capacity));

    /// <summary>From a file; false when the numbers cannot have come from here.</summary>
    public static bool TryRestore(uint wins, int count, out RecentOutcomes outcomes)
    {
        var sound = count is >= 0 and <= Capacity && wins >> count == 0;
        outcomes = sound ? new(wins, count) : default;
        return sound;
    }
}
