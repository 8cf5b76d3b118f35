using System.Collections.Concurrent;
using QuantumTrader.Simulation.Checks;

namespace QuantumTrader.Simulation.Harness;

/// <summary>Many seeds on every core. They share nothing, so that a seed beside others does what it does alone.</summary>
public static class SeedBatch
{
    /// <param name="seeds">Each is run once.</param>
    /// <param name="run">One seed; throws <see cref="InvariantViolationException"/>.</param>
    /// <param name="ended">What became of it, one call at a time.</param>
    /// <returns>Violations by seed, the smallest seed first.</returns>
    public static IReadOnlyList<(ulong Seed, string Message)> Run<TReport>(IEnumerable<ulong> seeds, Func<ulong, TReport> run, Action<ulong, TReport> ended)
    {
        var failures = new ConcurrentBag<(ulong Seed, string Message)>();
        var turn = new Lock();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            try
            {
                var report = run(seed);
                lock (turn)
                {
                    ended(seed, report);
                }
            }
            catch (InvariantViolationException e)
            {
                failures.Add((seed, e.Message));
            }
        });
        return [.. failures.OrderBy(f => f.Seed)];
    }

    public static IEnumerable<ulong> FirstSeeds(ulong count, ulong from = 1)
    {
        for (ulong i = 0; i < count; i++)
        {
            yield return from + i;
        }
    }
}
