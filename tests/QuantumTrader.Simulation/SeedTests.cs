using System.Globalization;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Simulation.Harness;
using Xunit.Abstractions;

namespace QuantumTrader.Simulation;

/// <summary>Many seeds, each a run with its own market, faults, crashes, stops and resets. SIM_SEEDS says how many, SIM_SEED names one.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const ulong SeedsDefault = 20;
    private const int FailuresShownMax = 10;
    private const int LinesShownMax = 60;

    [Fact]
    public void ManySeeds_WithEveryKindOfTrouble_ViolateNothing()
    {
        var count = FromEnvironment("SIM_SEEDS") ?? SeedsDefault;
        var failures = new List<string>();
        var began = TimeProvider.System.GetTimestamp();
        long entries = 0, trades = 0, stops = 0, resets = 0, crashes = 0, faults = 0, reduced = 0;
        for (ulong seed = 1; seed <= count; seed++)
        {
            if (TryRun(seed, failures) is not { } report)
            {
                continue;
            }

            reduced += report.ReducedWhileAway;
            (entries, trades, stops) = (entries + report.EntriesSent, trades + report.TradesClosed, stops + report.Stops);
            (resets, crashes, faults) = (resets + report.Resets, crashes + report.Crashes, faults + report.FaultsInjected);
        }

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count} seeds in {seconds:0.0} s ({count / seconds:0.0}/s): {entries} entries, {trades} trades closed, {stops} stops, {resets} resets, {crashes} crashes, {faults} faults, {reduced} orders reduced positions while the store was away"));
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} seeds failed, the first {Math.Min(failures.Count, FailuresShownMax)}:\n{string.Join('\n', failures.Take(FailuresShownMax))}");
        Assert.True(entries > 0 && trades > 0 && stops > 0 && crashes > 0 && faults > 0 && reduced > 0, "A simulation in which nothing happens checks nothing.");
    }

    [Fact]
    public void OneSeed_FromTheEnvironment_ViolatesNothing()
    {
        var seed = FromEnvironment("SIM_SEED") ?? 1;
        var run = new SimulationRun(seed);
        try
        {
            output.WriteLine(run.Run().ToString());
        }
        finally
        {
            var filter = Environment.GetEnvironmentVariable("SIM_GREP") ?? "";
            output.WriteLine($"The journal's last {LinesShownMax} lines that contain '{filter}' (SIM_GREP):");
            output.WriteLine(string.Join('\n', run.JournalLines().Where(l => l.Contains(filter, StringComparison.Ordinal)).TakeLast(LinesShownMax)));
        }
    }

    private static SimulationReport? TryRun(ulong seed, List<string> failures)
    {
        try
        {
            return new SimulationRun(seed).Run();
        }
        catch (InvariantViolationException e)
        {
            failures.Add(e.Message);
            return null;
        }
    }

    private static ulong? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        null or "" => null,
        var text when ulong.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{name} is '{text}'; it must be a whole number above 0."),
    };
}
