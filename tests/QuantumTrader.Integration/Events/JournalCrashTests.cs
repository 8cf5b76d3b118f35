using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Events;

public sealed class JournalCrashTests
{
    private const int Kills = 20;

    [Fact]
    public async Task Journal_ProcessKilledAtRandomMoments_HasEveryAcknowledgedEventInOrderOnce()
    {
        using var folder = new TempFolder();
        var random = new SeededRandom(7);
        var acknowledged = new Dictionary<long, string>();
        for (var run = 0; run < Kills; run++)
        {
            foreach (var (sequence, source) in await RunAndKill(folder.Path, run, 1 + random.Next(400)))
            {
                acknowledged.Add(sequence, source);
            }

            await AssertIntact(folder.Path, acknowledged);
        }

        Assert.True(acknowledged.Count > Kills);
    }

    private static async Task<List<(long Sequence, string Source)>> RunAndKill(string directory, int run, int lines)
    {
        var seen = new List<(long, string)>();
        using var child = Process.Start(new ProcessStartInfo("dotnet", [ChildPath(), directory, run.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line that the kill cut short is left out: nobody could have acted on it.
            if (line.Split(' ') is [var sequence, var source] && source.Split('-').Length == 3)
            {
                seen.Add((long.Parse(sequence, CultureInfo.InvariantCulture), source));
            }

            if (seen.Count == lines)
            {
                child.Kill();
            }
        }

        await child.WaitForExitAsync();
        Assert.True(seen.Count >= lines, $"The child of run {run} ended by itself with exit code {child.ExitCode}.");
        return seen;
    }

    private static async Task AssertIntact(string directory, Dictionary<long, string> acknowledged)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, directory, new EventsOptions(), TimeProvider.System);
        var stored = journal.ReadAfter(0).ToArray();

        Assert.Equal(Enumerable.Range(1, stored.Length).Select(n => (long)n), stored.Select(j => j.Sequence));
        Assert.Equal(stored.Length, stored.Select(j => ((MarketStarted)j.Event).Source).Distinct().Count());
        Assert.All(acknowledged, a => Assert.StartsWith(a.Value, ((MarketStarted)stored[a.Key - 1].Event).Source, StringComparison.Ordinal));
        Assert.Equal(0, journal.QuarantinedCount);
        Assert.Equal(0, JournalVerifier.Verify(directory).ExitCode);
    }

    private static string ChildPath() =>
        Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.CrashChild", StringComparison.Ordinal), "QuantumTrader.CrashChild.dll");
}
