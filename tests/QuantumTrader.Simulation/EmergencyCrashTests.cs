using QuantumTrader.Simulation.Harness;
using Xunit.Abstractions;

namespace QuantumTrader.Simulation;

/// <summary>A stop with positions open; the process dies at its first step, its second, and so on until no step is left.</summary>
public sealed class EmergencyCrashTests(ITestOutputHelper output)
{
    private static readonly SimulationOptions OneStop = new()
    {
        Symbols = 3,
        Bars = 75,
        HealAtBar = 75,
        StopAtBar = 60,
        VenueFaults = false,
        StoreFaults = false,
        Crashes = false,
        OperatorStops = false,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_CrashAtEveryStep_EndsFlatEachTime(bool slowJournal)
    {
        var options = OneStop with { SlowJournal = slowJournal };
        var crashes = 0;
        for (var step = 1; step < 2_000; step++)
        {
            var report = new SimulationRun(5, options with { CrashAtStep = step }).Run();
            Assert.True(report is { EndedLatched: true, EndedFlat: true }, $"crash at step {step}: latched {report.EndedLatched}, flat {report.EndedFlat}");
            if (report.Crashes == 0)
            {
                break;
            }

            crashes++;
        }

        output.WriteLine($"{crashes} crashes, one at each step");
        Assert.InRange(crashes, 30, 1_900);
    }
}
