using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using Xunit.Abstractions;

namespace QuantumTrader.Integration.Emergency;

/// <summary>
/// The app killed after the first durable step of a stop, after the second, and so on; the next start ends the same run unaided. One of
/// the steps; each of them with STOP_KILLS=all.
/// </summary>
public sealed class KilledStopTests(ITestOutputHelper output) : IDisposable
{
    private const string Reason = "killed at each step";
    private const int StepsMax = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    // So slow that a kill comes between a call and its answer, and that the steps are apart.
    private static readonly (string, string)[] Slow = [("Paper__LatencyMin", "00:00:00.300"), ("Paper__LatencyMax", "00:00:00.400")];
    private readonly TempFolder _trading = new();

    public void Dispose() => _trading.Dispose();

    [Fact]
    public async Task Stop_KilledAfterEachDurableStep_IsEndedByTheNextStartUnaided()
    {
        await TradeAsync();
        var steps = await StopAndKillAsync(afterStep: StepsMax);
        Assert.InRange(steps, 8, StepsMax - 1);
        if (Environment.GetEnvironmentVariable("STOP_KILLS") != "all")
        {
            // In its middle, when orders are out.
            await StopAndKillAsync(steps / 2);
            return;
        }

        for (var step = 1; await StopAndKillAsync(step) == step;)
        {
            step++;
            Assert.InRange(step, 0, StepsMax);
        }
    }

    /// <summary>Until two positions are open, with their stops; then it dies, so that each stop begins with the same account.</summary>
    private async Task TradeAsync()
    {
        await using var app = await AppProcess.StartTrading(_trading.Path).HealthyAsync();
        await app.UntilAsync(() => HoldsAsync(_trading.Path, 2), Limit, "two positions are open");
        await app.KillAsync();
    }

    /// <summary>The step after which it was killed; fewer when the stop was over before, and nobody was killed.</summary>
    private async Task<int> StopAndKillAsync(int afterStep)
    {
        using var data = new TempFolder();
        DataImage.Copy(_trading.Path, data.Path);
        int steps;
        EmergencyRecord record;
        await using (var app = await AppProcess.StartQuiet(data.Path, Slow).StartedAsync())
        {
            await using var trace = new StopTrace(data.Path);
            await trace.LookAsync();
            var asked = ControlClient.AskAsync(data.Path, new ControlRequest("activate", "test", Reason), TimeProvider.System);
            await app.UntilAsync(async () => { await trace.LookAsync(); return trace.Steps >= afterStep || trace.IsCertified; }, Limit, "the stop comes so far");
            if (trace.Steps >= afterStep)
            {
                await app.KillAsync();
                await trace.LookAsync();
            }

            output.WriteLine($"{(trace.Steps >= afterStep ? "killed after" : "went on to")} step {trace.Steps}: {trace.Step}");
            (steps, record) = (Math.Min(trace.Steps, afterStep), trace.Record!);
            await app.KillAsync();
            await asked;
        }

        await AssertEndedAsync(data, record);
        return steps;
    }

    private static async Task AssertEndedAsync(TempFolder data, EmergencyRecord record)
    {
        await using var again = await AppProcess.StartQuiet(data.Path).StartedAsync();
        Assert.True((await again.StatusAsync())!.Latched);
        var status = await again.StatusUntilAsync(s => s is { RunState: EmergencyRunState.Flat, Mode: TradingMode.Halted, Positions: 0, Orders: 0, LastRun: not null }, "the run ends flat, and certified");
        Assert.Equal((record.Latch.EmergencyId, Reason, record.RunName), (status.EmergencyId, status.Reason, status.LastRun!.Run));
        var told = await CommandProcess.RunAsync(data.Path, "ess", "status", "--json");
        Assert.Equal(status, JsonSerializer.Deserialize<EmergencyStatus>(told.AssertDone().Output, Json));
        await Poll.UntilAsync(async () => (await CommandProcess.RunAsync(data.Path, "ess", "verify", "last")).AssertDone().Output.Contains("who stopped is in the audit trail", StringComparison.Ordinal), Limit, "the stop is in the trail");
        await again.KillAsync();

        await AssertToldOnceAsync(data, record.Latch);
        var image = await DataImage.TakeAsync(data.Path);
        Assert.Empty(image.Positions);
        Assert.Empty(image.Account.OpenOrders);
        AssertClosesOnlyReduced(image.Account.Fills);
    }

    /// <summary>Journal and trail each have the stop once, by the process that died or late, with its own time.</summary>
    private static async Task AssertToldOnceAsync(TempFolder data, EmergencyLatch latch)
    {
        (await CommandProcess.RunAsync(data.Path, "audit", "export", "--out", data["trail.jsonl"])).AssertDone();
        var record = Assert.Single((await File.ReadAllLinesAsync(data["trail.jsonl"])).Select(l => AuditJson.Read(l).Entry), e => AuditEntries.IsStopOf(e, latch.EmergencyId));
        Assert.InRange(record.AtUtc - latch.ActivatedAtUtc, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var events = (await CommandProcess.RunAsync(data.Path, "events", "tail", "--count", "10000")).AssertDone().Output.Split('\n');
        Assert.Single(events, e => e.Contains("\"emergency.stop\"", StringComparison.Ordinal) && e.Contains(latch.EmergencyId.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Fill by fill: no close took more than there was.</summary>
    private static void AssertClosesOnlyReduced(IReadOnlyList<VenueFill> fills)
    {
        var held = new Dictionary<string, decimal>();
        Assert.Contains(fills, f => ClientOrderIds.IsEmergency(f.ClientOrderId));
        foreach (var fill in fills)
        {
            var before = held.GetValueOrDefault(fill.Symbol.Value);
            var after = held[fill.Symbol.Value] = before + (fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value);
            if (ClientOrderIds.IsEmergency(fill.ClientOrderId))
            {
                Assert.True(Math.Abs(after) < Math.Abs(before) && (after == 0m || Math.Sign(after) == Math.Sign(before)), $"{fill.ClientOrderId} took {fill.Symbol} from {before} to {after}");
            }
        }

        Assert.All(held, symbol => Assert.Equal(0m, symbol.Value));
    }

    private static async Task<bool> HoldsAsync(string data, int positions)
    {
        using var store = new SqliteTradeStateStore(Path.Combine(data, "engine.db"));
        return (await store.ListOpenAsync(null, CancellationToken.None)).Count(t => t.QuantityOpen.IsPositive) >= positions;
    }
}
