using System.Diagnostics;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Policy;
using Xunit.Abstractions;

namespace QuantumTrader.Integration.Policy;

/// <summary>One policy and two processes: nothing is lost, an emergency least of all, and what one writes the other goes by.</summary>
public sealed class TwoProcessPolicyTests(SharedStoreFixture fixture, ITestOutputHelper output) : IClassFixture<SharedStoreFixture>
{
    private const int Changes = 200;
    private static readonly TimeSpan PushLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(2);
    private static readonly EmergencyLatch Latch = new(new Guid(9, 0, 0, new byte[8]), "loss", "DRAWDOWN", "drawdown-monitor", TimeProvider.System.GetUtcNow());

    [RedisTheory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task Edit_HundredAuthorsInTwoProcesses_LoseNothing(string kind)
    {
        await using var bench = await Bench.OpenAsync(fixture, kind);
        await bench.Writer.ReadOrCreateAsync();
        await using var child = PolicyChild.Start("edit", bench.Where, bench.Account);
        await child.SaysAsync("ready");

        child.Go();
        var edits = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => bench.Writer.EditAsync(ChangeOf(i), $"parent-{i}", _ => null))));
        await child.SaysAsync("done");

        Assert.All(edits, edit => Assert.IsType<PolicyEdit.Made>(edit));
        Assert.DoesNotContain(child.Said(), line => line.StartsWith("refused", StringComparison.Ordinal));
        var history = await bench.Writer.ReadHistoryAsync(200);
        Assert.Equal(Enumerable.Range(1, 101).Reverse().Select(v => (long)v), history.Select(p => p.Version));
        var authors = Enumerable.Range(0, 50).SelectMany(i => new[] { $"parent-{i}", $"child-{i}" });
        Assert.Equal(authors.Order(), history.SkipLast(1).Select(p => p.UpdatedBy).Order());
    }

    [RedisTheory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task SetEmergencyMode_AnotherProcessMakesHundredEdits_IsNeverLost(string kind)
    {
        await using var bench = await Bench.OpenAsync(fixture, kind);
        await bench.Writer.ReadOrCreateAsync();
        await using var child = PolicyChild.Start("keep", bench.Where, bench.Account);
        await child.SaysAsync("ready");

        child.Go();
        await Poll.UntilAsync(async () => (await bench.Writer.ReadAsync())!.Version > 10, TimeSpan.FromSeconds(60), "the edits are in full swing");
        var began = Stopwatch.GetTimestamp();
        var stopped = await bench.Writer.SetEmergencyModeAsync(Latch);
        output.WriteLine($"{kind}: entered as version {stopped.Version} after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
        await child.SaysAsync("done");

        var history = await bench.Writer.ReadHistoryAsync(300);
        Assert.Equal(102, history.Count); // the first one, the emergency, and every edit
        Assert.Equal(Enumerable.Range(1, 102).Reverse().Select(v => (long)v), history.Select(p => p.Version));
        Assert.True(stopped.Version > 10);
        Assert.All(history, p => Assert.Equal((p.Version >= stopped.Version, p.Version >= stopped.Version ? Latch.EmergencyId : null), (p.EmergencyMode, p.EmergencyId)));
    }

    [RedisFact]
    public async Task Change_ByPush_HoldsInTheOtherProcessWithin100Ms()
    {
        await using var bench = await Bench.OpenAsync(fixture, "redis");
        await using var child = await ListeningAsync(bench);
        var began = new Dictionary<long, long>();
        for (var i = 0; i < Changes; i++)
        {
            var at = Stopwatch.GetTimestamp();
            var version = (await SwitchAsync(bench, i)).Version;
            began[version] = at;
            await child.WentByAsync(version);
        }

        var versions = child.Versions();
        var times = began.Select(b => Stopwatch.GetElapsedTime(b.Value, versions[b.Key].Timestamp).TotalMilliseconds).Order().ToArray();
        output.WriteLine($"from asking for the write to its being in force in the other process: p50 {times[Changes / 2]:0.00} ms, p99 {times[Changes * 99 / 100]:0.00} ms, max {times[^1]:0.00} ms");

        // Nine of ten, and not all: where other programs hold the processors and the disk, single ones wait for them. By the poll alone hardly one would pass.
        Assert.InRange(times[Changes * 9 / 10], 0, PushLimit.TotalMilliseconds);
    }

    [RedisFact]
    public async Task Change_SubscriptionsKilled_HoldsInTheOtherProcessWithin2S()
    {
        await using var bench = await Bench.OpenAsync(fixture, "redis");
        await using var child = await ListeningAsync(bench);
        for (var i = 0; i < 5; i++)
        {
            Assert.NotEqual(":0\r\n", fixture.Server.Command("CLIENT", "KILL", "TYPE", "pubsub"));
            var at = Stopwatch.GetTimestamp();
            var version = (await SwitchAsync(bench, i)).Version;
            await child.WentByAsync(version);

            var took = Stopwatch.GetElapsedTime(at, child.Versions()[version].Timestamp);
            output.WriteLine($"{took.TotalMilliseconds:0} ms");
            Assert.InRange(took, TimeSpan.Zero, PollLimit);
            await Poll.UntilAsync(() => Subscribers(bench) > 0, TimeSpan.FromSeconds(20), "the other one listens again");
        }
    }

    private async Task<PolicyChild> ListeningAsync(Bench bench)
    {
        await bench.Writer.ReadOrCreateAsync();
        var child = PolicyChild.Start("listen", bench.Where, bench.Account);
        await child.WentByAsync(1);
        await Poll.UntilAsync(() => Subscribers(bench) > 0, TimeSpan.FromSeconds(20), "the other one listens");
        return child;
    }

    private int Subscribers(Bench bench) =>
        fixture.Server.Command("PUBSUB", "NUMSUB", $"quantum:{{{bench.Account}}}:policy:changed").Split("\r\n").Where(l => l.StartsWith(':')).Select(l => int.Parse(l[1..], System.Globalization.CultureInfo.InvariantCulture)).Single();

    private static async Task<TradingPolicy> SwitchAsync(Bench bench, int i)
    {
        var edit = await bench.Writer.EditAsync(PolicyChange.SwitchMode(i % 2 == 0 ? RiskMode.Defensive : RiskMode.Normal, $"change {i}"), "ann", _ => null);
        return Assert.IsType<PolicyEdit.Made>(edit).Next;
    }

    private static PolicyChange.Set ChangeOf(int i) => new(new Dictionary<string, string>(StringComparer.Ordinal) { ["SymbolNotionalMax"] = $"{1_000 + i}" }, $"because {i}");

    /// <summary>This process's door to a fresh policy, and how another one finds it.</summary>
    private sealed class Bench(PolicyWriter writer, string where, string account, IAsyncDisposable? shared, IDisposable? local, TempFolder folder) : IAsyncDisposable
    {
        public PolicyWriter Writer => writer;

        public string Where => where;

        public string Account => account;

        public static async Task<Bench> OpenAsync(SharedStoreFixture fixture, string kind)
        {
            var folder = new TempFolder();
            if (kind == "sqlite")
            {
                var local = new SqlitePolicyStore(folder["engine.db"], new PolicyOptions().BusyTimeout);
                return new(new PolicyWriter(local, TimeProvider.System), $"sqlite:{folder["engine.db"]}", "main", null, local, folder);
            }

            var bench = await fixture.BenchAsync();
            return new(new PolicyWriter(new RedisPolicyStore(bench.Link, bench.Lease), TimeProvider.System), $"redis:{fixture.Server.ConnectionString}", bench.Keys.Account, bench, null, folder);
        }

        public async ValueTask DisposeAsync()
        {
            local?.Dispose();
            if (shared is not null)
            {
                await shared.DisposeAsync();
            }

            folder.Dispose();
        }
    }
}
