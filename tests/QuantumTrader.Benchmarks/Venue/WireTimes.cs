using System.Diagnostics;

namespace QuantumTrader.Benchmarks.Venue;

/// <summary>The moments of one order, as time stamps.</summary>
/// <param name="Asked">The executor was called.</param>
/// <param name="Durable">The journal's flush of its intent returned.</param>
/// <param name="Known">The engine's scheduler was told of that.</param>
/// <param name="Written">The client's write to its socket returned.</param>
/// <param name="CoreNs">What the engine's thread spent on a core between the two.</param>
/// <param name="Read">Its first byte was read at the other end.</param>
internal readonly record struct WireTimes(long Asked, long Durable, long Known, long Written, long CoreNs, long Read)
{
    public double ToDurableUs => Us(Asked, Durable);

    public double ToKnownUs => Us(Durable, Known);

    public double ToWrittenUs => Us(Durable, Written);

    public double ToReadUs => Us(Durable, Read);

    private static double Us(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;
}
