using System.Diagnostics;
using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution;

/// <summary>A leader stands still past its lease, and goes on as if nothing had been.</summary>
public sealed class PausedHolderTests
{
    private const int Rounds = 3;

    [Theory]
    [InlineData("looks")]
    [InlineData("blind")] // does not look at its lease: the epoch in every write is enough
    public async Task Holder_StoppedPastItsLeaseAndResumed_WritesNothing(string mode)
    {
        await using var server = await LeaseServer.StartAsync();
        var successor = await server.OpenAsync("successor");
        using var child = Start(server, mode);
        var said = new List<string>();
        child.OutputDataReceived += (_, line) => Add(said, line.Data);
        child.BeginOutputReadLine();
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                await RoundAsync(successor, child, said, mode == "blind");
            }
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    private static async Task RoundAsync(LeaseHolder successor, Process child, List<string> said, bool isBlind)
    {
        var db = successor.Link.Database;
        var before = await db.ListLengthAsync("written");
        await Poll.UntilAsync(async () => await db.ListLengthAsync("written") > before + 100, LeaseServer.Limit, "the child leads and writes");
        Signal(child, "STOP");
        await Poll.UntilAsync(async () => await LeadsAsync(successor), LeaseServer.Limit, "the successor leads");
        var epoch = successor.Lease.Epoch;
        await db.ListRightPushAsync("written", "successor");
        var saidBefore = Count(said);
        Signal(child, "CONT");
        await Poll.UntilAsync(() => Said(said, saidBefore, "Lost"), LeaseServer.Limit, "the child knows");
        if (isBlind)
        {
            await Poll.UntilAsync(() => Said(said, saidBefore, "fenced"), LeaseServer.Limit, "a write of the child was refused");
        }

        await KeepAsync(successor, TimeSpan.FromMilliseconds(500));
        var written = await db.ListRangeAsync("written");
        Assert.Equal("successor", written[^1]);
        Assert.All(written, w => Assert.True(w == "successor" || long.Parse((string)w!, CultureInfo.InvariantCulture) < epoch));
        await successor.Lease.StepAsync();
        Assert.Equal((LeaseState.Held, epoch), (successor.Lease.State, successor.Lease.Epoch));
        await db.KeyDeleteAsync(successor.Link.Keys.Lease); // the successor goes: the child may lead again
    }

    private static async Task<bool> LeadsAsync(LeaseHolder successor)
    {
        await successor.Lease.StepAsync();
        return successor.Lease.State == LeaseState.Held;
    }

    private static async Task KeepAsync(LeaseHolder successor, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        await Poll.UntilAsync(async () => await LeadsAsync(successor) && watch.Elapsed > time, LeaseServer.Limit, "the child had its time");
    }

    private static Process Start(LeaseServer server, string mode)
    {
        var path = Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.LeaseChild", StringComparison.Ordinal), "QuantumTrader.LeaseChild.dll");
        var milliseconds = LeaseServer.Duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return Process.Start(new ProcessStartInfo("dotnet", [path, server.Redis.ConnectionString, server.DirectoryOf("child"), milliseconds, mode]) { RedirectStandardOutput = true })!;
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static void Add(List<string> said, string? line)
    {
        lock (said)
        {
            said.Add(line ?? "");
        }
    }

    private static int Count(List<string> said)
    {
        lock (said)
        {
            return said.Count;
        }
    }

    private static bool Said(List<string> said, int after, string word)
    {
        lock (said)
        {
            return said.Skip(after).Any(s => s.StartsWith(word, StringComparison.Ordinal));
        }
    }
}
