using System.Diagnostics;
using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Events;

/// <summary>Kills the writer of a journal, over and over. A longer run: JOURNAL_KILLS=5000.</summary>
public sealed class JournalCrashTests
{
    private const string KillsVariable = "JOURNAL_KILLS";
    private const int KillsDefault = 200;
    private const int KillsPerDirectory = 20; // each kill is followed by a look at the whole directory
    private const int Lanes = 2;
    private const int LinesMax = 150;

    [Fact]
    public async Task Journal_ProcessKilledAtRandomMoments_HasEveryAcknowledgedEventInOrderOnce()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable(KillsVariable) ?? $"{KillsDefault}", CultureInfo.InvariantCulture);
        var directories = (kills + KillsPerDirectory - 1) / KillsPerDirectory;
        var acknowledged = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(1, directories),
            new ParallelOptions { MaxDegreeOfParallelism = Lanes },
            async (seed, _) => Interlocked.Add(ref acknowledged, await KillOverAndOver(new SeededRandom((ulong)seed))));

        Assert.True(acknowledged > kills, $"Only {acknowledged} events were acknowledged in {kills} runs.");
    }

    private static async Task<int> KillOverAndOver(SeededRandom random)
    {
        using var folder = new TempFolder();
        var acknowledged = new Dictionary<long, string>();
        for (var run = 0; run < KillsPerDirectory; run++)
        {
            foreach (var (sequence, source) in await RunAndKill(folder.Path, run, 1 + random.Next(LinesMax)))
            {
                acknowledged.Add(sequence, source);
            }

            // Only looked at: what the kill left is mended by the next child, which is killed as well.
            Assert.Equal(0, JournalVerifier.Verify(folder.Path).ExitCode);
            AssertHolds(JournalTail.Read(folder.Path, int.MaxValue).Select(Parse), acknowledged);
        }

        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, folder.Path, new EventsOptions(), TimeProvider.System);
        AssertHolds(journal.ReadAfter(0), acknowledged);
        Assert.Equal(0, journal.QuarantinedCount);
        return acknowledged.Count;
    }

    private static async Task<List<(long Sequence, string Source)>> RunAndKill(string directory, int run, int lines)
    {
        var seen = new List<(long, string)>();
        using var child = Process.Start(Start(directory, run))!;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line that the kill cut short is left out: nobody could have acted on it.
            if (line.Split(' ') is [var sequence, var source, "."])
            {
                seen.Add((long.Parse(sequence, CultureInfo.InvariantCulture), source));
            }

            if (seen.Count == lines)
            {
                child.Kill(); // SIGKILL; what it prints until then is still read
            }
        }

        await child.WaitForExitAsync();
        Assert.True(seen.Count >= lines, $"The child of run {run} ended by itself with exit code {child.ExitCode}.");
        return seen;
    }

    private static ProcessStartInfo Start(string directory, int run)
    {
        var start = new ProcessStartInfo("dotnet", [ChildPath(), directory, run.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredPGO"] = "0"; // lives for a tenth of a second
        start.Environment["DOTNET_gcServer"] = "0";
        return start;
    }

    private static JournaledEvent Parse(string line)
    {
        var verdict = EventLine.Read(Encoding.UTF8.GetBytes(line), out var journaled, out var fault);
        Assert.True(verdict == LineVerdict.Ok, fault);
        return journaled;
    }

    private static void AssertHolds(IEnumerable<JournaledEvent> events, Dictionary<long, string> acknowledged)
    {
        var stored = events.ToArray();
        var sources = Array.ConvertAll(stored, j => ((MarketStarted)j.Event).Source);

        Assert.Equal(Enumerable.Range(1, stored.Length).Select(n => (long)n), stored.Select(j => j.Sequence));
        Assert.Equal(stored.Length, sources.Distinct(StringComparer.Ordinal).Count());
        Assert.All(acknowledged, a => Assert.Equal(a.Value, sources[a.Key - 1]));
    }

    private static string ChildPath() =>
        Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.CrashChild", StringComparison.Ordinal), "QuantumTrader.CrashChild.dll");
}
