using System.Globalization;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Simulation.Twins;
using Xunit.Abstractions;

namespace QuantumTrader.Simulation;

/// <summary>Two engines that stand by for one another. TWIN_SEEDS says how many seeds, TWIN_SEED names one.</summary>
public sealed class TwinTests(ITestOutputHelper output)
{
    private const ulong SeedsDefault = 12;

    [Fact]
    public void ManySeeds_LeadersDieStandStillAndLoseTheStore_ViolateNothing()
    {
        var reports = new List<TwinReport>();
        var failures = SeedBatch.Run(SeedBatch.FirstSeeds(FromEnvironment("TWIN_SEEDS") ?? SeedsDefault), seed => new TwinRun(seed).Run(), (_, report) => reports.Add(report));
        output.WriteLine(string.Join('\n', reports));
        Assert.True(failures.Count == 0, $"{failures.Count} seeds failed, the first three:\n{string.Join('\n', failures.Take(3).Select(f => f.Message))}");
        Assert.True(reports.Sum(r => r.EntriesAccepted) > 0 && reports.Sum(r => r.TakenOver) > 0 && reports.Sum(r => r.Recovered) > 0, "A simulation in which nothing happens checks nothing.");
        Assert.True(reports.Sum(r => r.Deaths) > 0 && reports.Sum(r => r.MachineDeaths) > 0 && reports.Sum(r => r.Pauses) > 0 && reports.Sum(r => r.Outages) > 0, "Some trouble never came.");
    }

    [Fact]
    public void OneTwinSeed_FromTheEnvironment_ViolatesNothing() =>
        output.WriteLine($"{new TwinRun(FromEnvironment("TWIN_SEED") ?? 1).Run()}");

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    public void Run_SameSeedTwice_SameEvents(int seed) =>
        Assert.Equal(new TwinRun((ulong)seed).Run().EventHash, new TwinRun((ulong)seed).Run().EventHash);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Stop_PressedOnTheStandby_LeavesTheAccountFlatAndBothStopped(int seed)
    {
        var report = new TwinRun((ulong)seed, new TwinOptions { Trouble = false, OperatorStops = false, Bars = 60, HealAtBar = 50, StopOnStandbyAtBar = 40 }).Run();

        Assert.True(report is { IsLatched: true, IsFlat: true, EntriesAccepted: > 0 }, $"{report}");
    }

    [Fact]
    public void Stop_PressedOnTheStandbyAfterTheLeaderDied_LeavesTheAccountFlat()
    {
        var options = new TwinOptions { Trouble = false, OperatorStops = false, Bars = 60, HealAtBar = 59, StopOnStandbyAtBar = 40, LeaderDiesBeforeStop = true };
        var report = new TwinRun(1, options).Run();

        Assert.True(report is { IsLatched: true, IsFlat: true, EntriesAccepted: > 0, Epochs: > 1 }, $"{report}");
    }

    [Fact]
    public void Machine_GoneWithItsDisk_ItsTradesAreContinuedOrRecovered()
    {
        var report = new TwinRun(5, new TwinOptions { Trouble = false, OperatorStops = false, MachineDiesAtBar = 60 }).Run();

        Assert.True(report is { MachineDeaths: 1, Epochs: > 1 } && report.TakenOver + report.Recovered > 0, $"{report}");
    }

    [Fact]
    public void Leader_StandsStillBeforeTheWire_TheVenueRefusesWhatComesTooLate()
    {
        var report = new TwinRun(4, new TwinOptions { Trouble = false, OperatorStops = false, FreezesBeforeTheWire = true }).Run();

        Assert.True(report is { EntriesTooLate: > 0, Epochs: > 1 }, $"{report}");
    }

    private static ulong? FromEnvironment(string name) => Environment.GetEnvironmentVariable(name) switch
    {
        null or "" => null,
        var text when ulong.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{name} is '{text}'; it must be a whole number above 0."),
    };
}
