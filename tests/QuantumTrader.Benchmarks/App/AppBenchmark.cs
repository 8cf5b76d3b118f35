using QuantumTrader.TestSupport;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace QuantumTrader.Benchmarks.App;

/// <summary>The published app as people start it: a whole process for a replay, and from the start to the first page.</summary>
public static class AppBenchmark
{
    private const int Rounds = 5;
    private const double ReplaySecondsMax = 1.5;
    private const double FirstPageSecondsMax = 3.0;
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<BenchmarkRow> Run(string? app, string? bars) =>
    [
        Row("cold replay of a file, whole process", ReplaySecondsMax, app, app is null || bars is null || !File.Exists(bars) ? "needs --app and --bars with an existing file" : null, dll => Replay(dll, bars!)),
        Row("start to first page (GET / is 200)", FirstPageSecondsMax, app, app is null ? "needs --app" : null, FirstPage),
    ];

    private static BenchmarkRow Row(string name, double max, string? app, string? skip, Func<string, double> seconds)
    {
        var target = Measure.Text($"{max:0.0} s");
        if (app is null || skip is not null)
        {
            return BenchmarkRow.Skipped(name, target, skip ?? "");
        }

        var all = Enumerable.Range(0, Rounds).Select(_ => Timed(() => seconds(app))).OrderBy(s => s.Wall).ToArray();
        var median = all[Rounds / 2].Wall;
        return new BenchmarkRow(name, Measure.Text($"{median:0.00} s"), target, median <= max, Measure.Text($"wall time, {Rounds} runs, {all[0].Wall:0.00} to {all[^1].Wall:0.00} s; core time {all.Min(s => s.Core):0.00} to {all.Max(s => s.Core):0.00} s"));
    }

    private static (double Wall, double Core) Timed(Func<double> seconds)
    {
        var core = CpuClock.ChildrenSeconds;
        return (seconds(), CpuClock.ChildrenSeconds - core);
    }

    private static double Replay(string dll, string bars)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(dll, ["replay", Path.GetFullPath(bars), "--json"], null);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"The replay ended with {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }

    private static double FirstPage(string dll)
    {
        var folder = Directory.CreateTempSubdirectory("quantumtrader-").FullName;
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        var watch = Stopwatch.StartNew();
        using var process = Start(dll, ["--urls", url], folder);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            WaitForPageAsync(url, process, watch).GetAwaiter().GetResult();
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WaitForPageAsync(string url, Process process, Stopwatch watch)
    {
        using var client = new HttpClient();
        while (watch.Elapsed < GiveUp && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(url));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    await answer.Content.ReadAsStringAsync();
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        }

        throw new InvalidOperationException($"No page within {watch.Elapsed.TotalSeconds:0} s: {(process.HasExited ? process.StandardError.ReadToEnd() : "the app runs and does not answer")}");
    }

    private static Process Start(string dll, string[] args, string? data)
    {
        var info = new ProcessStartInfo("dotnet", [Path.GetFullPath(dll), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (data is not null)
        {
            info.Environment["Data__Directory"] = data;
        }

        return Process.Start(info) ?? throw new InvalidOperationException("dotnet could not be started; is it on the PATH?");
    }

}
