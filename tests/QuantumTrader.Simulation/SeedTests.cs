using System.Globalization;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Simulation.Twins;
using QuantumTrader.TestSupport;
using Xunit.Abstractions;

namespace QuantumTrader.Simulation;

/// <summary>
/// Many seeds, each a run with its own market, faults, crashes, stops and resets. SIM_SEEDS says how many, SIM_FROM the
/// first of them, SIM_SEED names one, SIM_REPORT the page that the run writes.
/// </summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const ulong SeedsDefault = 300;
    private const ulong TwinsPerReportSeed = 10;
    private const int FailuresShownMax = 10;
    private const int LinesShownMax = 60;

    // What a few hundred seeds must have met, or they check nothing.
    private static readonly string[] MustHappen =
    [
        "total: entries sent", "total: trades closed", "total: stops", "total: resets", "total: crashes", "total: faults at the venue",
        "total: orders that reduced positions while the shared store was away", "certificate: written", "re-entry: Tenth", "re-entry: Half", "re-entry: Full",
        "people: policy changed", "people: entries switched on", "switch: entries off", "feed: price zero", "feed: price negative", "feed: ten times too high", "feed: ten times too low",
        "feed: the last bar again", "feed: a symbol's bar is missing", "feed: wrong for minutes", "feed: stands still", "stream: Filled twice", "stream: Filled very late", "stream: Filled never",
        "stop: MANUAL", "stop: DRAWDOWN", "stop: LOSS_VELOCITY", "stop: MARKET_DATA_STALE", "stop: SYSTEM_HEALTH",
        "trigger: REJECTS PauseSymbol", "trigger: MARKET_DATA_STALE ReduceOnly", "minutes of trouble: receipts and certificates", "minutes of trouble: drawdown peak",
    ];

    [Fact]
    public void ManySeeds_WithEveryKindOfTrouble_ViolateNothing()
    {
        var count = FromEnvironment("SIM_SEEDS") ?? SeedsDefault;
        var totals = new RunTotals();
        var began = TimeProvider.System.GetTimestamp();
        var failures = SeedBatch.Run(SeedBatch.FirstSeeds(count, FromEnvironment("SIM_FROM") ?? 1), seed => new SimulationRun(seed).Run(), totals.Add);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds in {seconds:0.0} s ({count / seconds:0.0}/s); the slowest stop of a healed world took {totals.SlowestHealed?.Took.TotalSeconds:0} s (seed {totals.SlowestHealed?.Seed})"));
        output.WriteLine(string.Join('\n', totals.Counts.All.Select(c => $"{c.Times,9} {c.What}")));
        Report(totals, seconds, failures.Count, count);
        Assert.True(failures.Count == 0, $"{failures.Count} of {count} seeds failed, the first {Math.Min(failures.Count, FailuresShownMax)}:\n{string.Join('\n', failures.Take(FailuresShownMax).Select(f => f.Message))}");
        var missing = count < SeedsDefault ? [] : MustHappen.Where(name => totals[name] == 0).ToArray();
        Assert.True(totals["total: entries sent"] > 0 && missing.Length == 0, $"A simulation in which nothing happens checks nothing; never: {string.Join(", ", missing)}");
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

    [Fact]
    public void OneSeed_ViolatesSomething_NamesItselfAndFailsTheSameAgain()
    {
        const ulong Seed = 42;
        var options = SimulationOptions.For(Seed) with { FailAtBar = 200 };
        var first = Assert.Throws<InvariantViolationException>(() => new SimulationRun(Seed, options).Run());
        var second = Assert.Throws<InvariantViolationException>(() => new SimulationRun(Seed, options).Run());

        Assert.Equal(first.Message, second.Message);
        Assert.StartsWith("injected: ", first.Message, StringComparison.Ordinal);
        Assert.Contains("seed 42, bar 200 (", first.Message, StringComparison.Ordinal);
        Assert.Contains($"{options}", first.Message, StringComparison.Ordinal);
        Assert.Contains("SIM_SEED=42 dotnet test tests/QuantumTrader.Simulation --filter OneSeed", first.Message, StringComparison.Ordinal);
    }

    /// <summary>The page is written after the two engines have had their share of seeds.</summary>
    private static void Report(RunTotals totals, double seconds, int failures, ulong count)
    {
        if (Environment.GetEnvironmentVariable("SIM_REPORT") is not { Length: > 0 } path)
        {
            return;
        }

        var twins = new List<TwinReport>();
        var twinFailures = SeedBatch.Run(SeedBatch.FirstSeeds(count / TwinsPerReportSeed), seed => new TwinRun(seed).Run(), (_, report) => twins.Add(report));
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{twins.Count + twinFailures.Count:#,0} seeds, {twinFailures.Count} violations, {twins.Sum(t => t.EntriesAccepted):#,0} entries, {twins.Sum(t => t.TakenOver):#,0} take-overs, {twins.Sum(t => t.Deaths):#,0} deaths, {twins.Sum(t => t.MachineDeaths):#,0} machines lost, {twins.Sum(t => t.Pauses):#,0} stand-stills, {twins.Sum(t => t.Outages):#,0} outages of the shared store, {twins.Sum(t => t.Stops):#,0} stops");
        File.WriteAllText(Path.Combine(Repository.Root, path), ReportPage.Of(totals, seconds, failures, line, TimeProvider.System.GetUtcNow()));
        Assert.True(twinFailures.Count == 0, string.Join('\n', twinFailures.Take(FailuresShownMax).Select(f => f.Message)));
    }

    private static ulong? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        null or "" => null,
        var text when ulong.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{name} is '{text}'; it must be a whole number above 0."),
    };
}
