using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>
/// Random numbers that are addressed instead of drawn in order: (seed, bar, lane) always gives the same one. So a bar's
/// inner path and volume can be left out when skipping ahead, without changing what comes after.
/// </summary>
internal readonly struct BarDraws(ulong seed, long index)
{
    private readonly ulong _key = SeededRandom.Mix(seed ^ SeededRandom.Mix((ulong)index + 0x9E3779B97F4A7C15UL));

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform(int lane) => (SeededRandom.Mix(_key + ((ulong)lane * 0x9E3779B97F4A7C15UL)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Two independent standard normal draws (Box and Muller, 1958); uses the lanes <c>lane</c> and <c>lane + 1</c>.</summary>
    public (double First, double Second) Normals(int lane)
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - Uniform(lane)));
        var (sin, cos) = Math.SinCos(2.0 * Math.PI * Uniform(lane + 1));
        return (radius * cos, radius * sin);
    }
}
