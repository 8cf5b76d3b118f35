using System.Diagnostics;
using System.Globalization;

namespace QuantumTrader.Benchmarks;

/// <summary>
/// Times a hot call in batches of 1,000, because the clock is coarser than one call. Reports batch means: the median says what a
/// call costs, the 99th percentile what it costs while the machine is busy with something else.
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
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            sink += RunBatch(call);
            means[batch] = (Stopwatch.GetTimestamp() - start) * 1e9 / Stopwatch.Frequency / CallsPerBatch;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        GC.KeepAlive(sink);
        Array.Sort(means);
        var (median, p99, bytes) = (means[Batches / 2], means[Batches * 99 / 100], (double)allocated / Batches / CallsPerBatch);
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
