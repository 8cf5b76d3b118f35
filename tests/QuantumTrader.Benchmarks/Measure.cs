using System.Globalization;

namespace QuantumTrader.Benchmarks;

/// <summary>
/// Times a hot call in batches of 1,000, because the clock is coarser than one call. Reports means of batches, in core time: the
/// median and the 99th percentile.
/// </summary>
public static class Measure
{
    private const int CallsPerBatch = 1_000;
    private const int Batches = 1_000;

    // Enough for tiered compilation to reach its last tier; the pause lets its background thread finish.
    private const int WarmUpRounds = 5;
    private const int WarmUpBatches = 60;
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// <paramref name="call"/> gets the number of the call, so that it can vary its input, and returns something that depends on
    /// its result, so that the result is really computed.
    /// </summary>
    public static BenchmarkRow Call(string name, double targetNs, Func<int, long> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var sink = WarmUp(call);
        var means = new double[Batches];
        var least = long.MaxValue;
        for (var batch = 0; batch < Batches; batch++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = CpuClock.Nanoseconds;
            sink += RunBatch(call);
            means[batch] = (double)(CpuClock.Nanoseconds - start) / CallsPerBatch;
            // The least of all batches: another thread's collection can charge this one for memory that nobody took.
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        GC.KeepAlive(sink);
        Array.Sort(means);
        var (median, p99, bytes) = (means[Batches / 2], means[Batches * 99 / 100], (double)least / CallsPerBatch);
        // Hot paths allocate nothing, so one byte is a failure, too.
        return new BenchmarkRow(name, Text($"{median:N1} ns"), Text($"{targetNs:N0} ns, 0 B"), median <= targetNs && bytes == 0.0, Text($"p99 {p99:N1} ns, {bytes:0.##} B"));
    }

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static long WarmUp(Func<int, long> call)
    {
        var sink = 0L;
        for (var round = 0; round < WarmUpRounds; round++)
        {
            for (var batch = 0; batch < WarmUpBatches; batch++)
            {
                sink += RunBatch(call);
            }

            Task.Delay(WarmUpPause, TimeProvider.System, CancellationToken.None).Wait();
        }

        return sink;
    }

    private static long RunBatch(Func<int, long> call)
    {
        var sink = 0L;
        for (var i = 0; i < CallsPerBatch; i++)
        {
            sink += call(i);
        }

        return sink;
    }
}
