namespace QuantumTrader.Benchmarks.App;

/// <summary>How soon the first stop of a process is accepted: at once after the start, and after the app has stood for a while.</summary>
public static class FirstStopBenchmark
{
    private const int Processes = 10;
    private const double MsMax = 20.0;
    private const string AtOnceName = "POST ess/activate accepted, the first of a process, at once after the first healthy answer, p50 (paper)";
    private const string LaterName = "the same, 5 s after it, p50";
    private static readonly TimeSpan While = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<BenchmarkRow> Run(string? app) => app is null
        ? [BenchmarkRow.Skipped(AtOnceName, Ms(MsMax), "needs --app"), BenchmarkRow.Skipped(LaterName, Ms(MsMax), "needs --app")]
        : RunAsync(app).GetAwaiter().GetResult();

    /// <summary>By turns, so that both see the same machine. The very first stop warms the client, and does not count.</summary>
    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string dll)
    {
        var (atOnce, later) = (new List<double>(), new List<double>());
        await StopAsync(dll, TimeSpan.Zero);
        for (var i = 0; i < Processes; i++)
        {
            atOnce.Add(await StopAsync(dll, TimeSpan.Zero));
            later.Add(await StopAsync(dll, While));
        }

        return [Row(AtOnceName, atOnce), Row(LaterName, later)];
    }

    private static async Task<double> StopAsync(string dll, TimeSpan after)
    {
        var took = 0.0;
        await AppUnderTest.RunAsync(dll, async app =>
        {
            await Task.Delay(after, TimeProvider.System, CancellationToken.None);
            took = await app.StopAsync();
        });
        return took;
    }

    private static BenchmarkRow Row(string name, List<double> times)
    {
        times.Sort();
        var median = times[times.Count / 2];
        return new(name, Ms(median), Ms(MsMax), median <= MsMax, Measure.Text($"{times.Count} fresh processes, {times[0]:0.0} to {times[^1]:0.0} ms; {times.Count(t => t <= MsMax)} within {MsMax:0} ms"));
    }

    private static string Ms(double value) => Measure.Text($"{value:0.00} ms");
}
