namespace QuantumTrader.TestSupport;

/// <summary>Measures what a piece of code allocates.</summary>
public static class Allocations
{
    private const int Attempts = 20;

    /// <summary>
    /// Bytes of the cheapest of several runs. A collection that another thread starts hands this thread's unused allocation
    /// space back and charges it for that, so a single run may show bytes that nobody allocated; code that allocates shows
    /// them in every run.
    /// </summary>
    public static long Least(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        run();
        var least = long.MaxValue;
        for (var i = 0; i < Attempts && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
