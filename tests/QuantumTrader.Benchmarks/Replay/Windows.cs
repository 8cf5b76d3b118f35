using System.Diagnostics;

namespace QuantumTrader.Benchmarks.Replay;

/// <summary>Times consecutive stretches of work: core time and wall time of each.</summary>
public sealed class Windows
{
    private readonly List<Window> _all = [];
    private long _units;
    private long _cpu = CpuClock.Nanoseconds;
    private long _wall = Stopwatch.GetTimestamp();

    public IReadOnlyList<Window> All => _all;

    /// <summary>Ends a window; <paramref name="units"/> and <paramref name="mark"/> count from the beginning.</summary>
    public void Next(long units, long mark)
    {
        var (cpu, wall) = (CpuClock.Nanoseconds, Stopwatch.GetTimestamp());
        var count = units - _units;
        _all.Add(new Window(mark, (double)(cpu - _cpu) / count, Stopwatch.GetElapsedTime(_wall, wall).TotalNanoseconds / count));
        (_units, _cpu, _wall) = (units, cpu, wall);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}

/// <param name="Mark">What the window ended at, such as the number of trades.</param>
/// <param name="CpuNs">Core time of one unit.</param>
/// <param name="WallNs">Wall time of one unit; more than core time when others use the machine.</param>
public readonly record struct Window(long Mark, double CpuNs, double WallNs);
