using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Integration.Emergency;

/// <summary>The emergency stop on the real app, through kills and lost files.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly TempFolder _data = new();

    [Fact]
    public async Task Stop_ByCommand_IsFlatAndHoldsOverAKillUntilAReset()
    {
        EmergencyStatus stopped;
        var (key, factor) = await SeedRiskAsync();
        await using (var app = await TradingAsync())
        {
            (await EssAsync("activate", "--reason", "a test")).AssertDone();
            stopped = await app.StatusUntilAsync(s => s is { RunState: EmergencyRunState.Flat, Mode: TradingMode.Halted, Positions: 0, Orders: 0, LastRun: not null }, "the stop ends flat, and certified");
            Assert.True(stopped.Latched);
            Assert.Equal("a test", stopped.Reason);
            await AssertStatusCommandAsync(stopped);
            await AssertResetNeedsPeakAndWordAsync();
            await app.KillAsync();
        }

        await AssertCertifiedAsync(stopped.LastRun!.Run);
        await AssertCertifiedAfterAFreshStartAsync();

        var image = await DataImage.TakeAsync(_data.Path);
        Assert.Empty(image.Positions);
        Assert.Empty(image.Account.OpenOrders);
        await using var again = await AppProcess.StartTrading(_data.Path, ("Emergency__ReEntryStep", "00:00:01")).HealthyAsync();
        await AssertHeldAsync(again, stopped.EmergencyId);
        await AssertNothingIsOpenedAsync(again, image.Account.Fills.Count);
        string[] reset = ["ess", "reset", "--peak", "rebase", "--confirm", "RESET", "--reason", "tested", "--url", again.Url, "--code", factor.CodeAt(0)];
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", key)], reset)).AssertDone();
        await again.UntilAsync(HasPositionAsync, Limit, "it trades again after the reset");
        Assert.Equal("Active", (await again.HealthAsync()).GetProperty("mode").GetString());
    }

    [Fact]
    public async Task Stop_KilledInTheMiddle_GoesOnAtTheNextStartAndEndsFlat()
    {
        Guid? id;
        await using (var app = await TradingAsync(("Emergency__ProofGap", "00:00:30")))
        {
            (await EssAsync("activate")).AssertDone();
            id = (await app.StatusAsync())!.EmergencyId;
            await app.KillAsync(); // the proof alone would have taken half a minute
        }

        Assert.NotEqual(EmergencyRunState.Flat, Status(await EssAsync("status", "--json")).RunState);
        await using var again = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        var status = await again.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the run ends flat");
        Assert.Equal(id, status.EmergencyId);
        await again.KillAsync();
        Assert.Empty((await DataImage.TakeAsync(_data.Path)).Positions);
    }

    [Fact]
    public async Task Stop_KilledAtAnyMomentOfIt_HoldsAndEndsFlatAfterwards()
    {
        var random = new SeededRandom(3);
        for (var kill = 0; kill < 3; kill++)
        {
            using var data = new TempFolder();
            await using (var app = await AppProcess.StartTrading(data.Path).HealthyAsync())
            {
                await app.UntilAsync(() => HasPositionAsync(data), Limit, "a position is open");
                var asked = ControlClient.AskAsync(data.Path, new ControlRequest("activate", "test", "killed soon"), TimeProvider.System);
                await app.UntilAsync(async () => (await app.StatusAsync())!.Latched, Limit, "the stop is latched");
                var steps = random.Next(1 + (int)EmergencyRunState.Flat);
                await app.StatusUntilAsync(s => (int)s.RunState >= steps, "the run comes so far");
                await app.KillAsync();
                await asked;
            }

            await using var again = await AppProcess.StartQuiet(data.Path).StartedAsync();
            await again.StatusUntilAsync(s => s.Latched && s.RunState == EmergencyRunState.Flat, "the run ends flat");
            await again.KillAsync();
            Assert.Empty((await DataImage.TakeAsync(data.Path)).Positions);
        }
    }

    [Fact]
    public async Task Stop_WithoutAnApp_ClosesWhatIsOpenAndLatchesTheNextStart()
    {
        await using (var app = await TradingAsync())
        {
            await app.KillAsync();
        }

        Assert.NotEmpty((await DataImage.TakeAsync(_data.Path)).Positions);
        var offline = Status((await EssAsync("activate", "--json", "--reason", "nobody home")).AssertDone());
        Assert.Equal((true, EmergencyRunState.Flat), (offline.Latched, offline.RunState));
        Assert.Empty((await DataImage.TakeAsync(_data.Path)).Positions);
        string[] reset = ["ess", "reset", "--peak", "keep", "--drawdown-limit", "0.12", "--confirm", "RESET", "--reason", "no engine", "--url", "http://127.0.0.1:1", "--code", "123456"];
        (await CommandProcess.RunAsync(_data.Path, [("QUANTUMTRADER_API_KEY", "qt_x")], reset)).AssertRefused(1, "No app answers");

        await using var again = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        await AssertHeldAsync(again, offline.EmergencyId);
        await again.KillAsync();
        File.Delete(_data["emergency/latch.json"]);
        await using var withoutFile = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        await AssertHeldAsync(withoutFile, offline.EmergencyId);
    }

    [Fact]
    public async Task Start_WithPolicyAndLatchGone_IsStoppedForItsLostState()
    {
        await using (var app = await TradingAsync())
        {
            await app.KillAsync();
        }

        foreach (var file in Directory.GetFiles(_data.Path, "engine.db*").Append(_data["emergency/latch.json"]))
        {
            File.Delete(file);
        }

        await using var again = await AppProcess.StartTrading(_data.Path).HealthyAsync();
        var status = (await again.StatusAsync())!;
        Assert.Equal((true, "LOST_STATE"), (status.Latched, status.Trigger));
        Assert.Equal("Halted", (await again.HealthAsync()).GetProperty("mode").GetString());
        await AssertNothingIsOpenedAsync(again, fillsBefore: 0);
    }

    [Fact]
    public async Task Stop_OfAFolderWhereNoEngineEverTraded_IsRefused()
    {
        (await CommandProcess.RunAsync(_data["typo"], "ess", "activate")).AssertRefused(1, _data["typo"], "--data");
        Assert.False(Directory.Exists(_data["typo"]));
    }

    [Fact]
    public async Task Stop_WithoutAnAppOnWrongSettings_SaysWhichInOneLine()
    {
        File.WriteAllText(_data["engine.used"], "1");
        (await CommandProcess.RunAsync(_data.Path, [("Sizing__VisitsMin", "0")], ["ess", "activate"])).AssertRefused(2, "Sizing:VisitsMin");
    }

    public void Dispose() => _data.Dispose();

    private async Task<AppProcess> TradingAsync(params (string, string)[] settings)
    {
        var app = await AppProcess.StartTrading(_data.Path, settings).HealthyAsync();
        return await app.OrEndAsync(() => app.UntilAsync(HasPositionAsync, Limit, "a position is open"));
    }

    private Task<bool> HasPositionAsync() => HasPositionAsync(_data);

    private static async Task<bool> HasPositionAsync(TempFolder data)
    {
        using var store = new SqliteTradeStateStore(data["engine.db"]);
        return (await store.ListOpenAsync(null, CancellationToken.None)).Any(t => t.QuantityOpen.IsPositive);
    }

    private Task<CommandProcess> EssAsync(params string[] args) => CommandProcess.RunAsync(_data.Path, ["ess", .. args]);

    private async Task<(string Key, SecondFactorSeed Factor)> SeedRiskAsync()
    {
        await using var seed = await ConsoleSeed.OpenAsync(_data.Path);
        var risk = await seed.PersonAsync("rita", Roles.Risk);
        var factor = await seed.SecondFactorAsync(risk);
        return ((await seed.KeyAsync(risk, ApiScopes.EssReset)).Text, factor);
    }

    private static EmergencyStatus Status(CommandProcess json) => JsonSerializer.Deserialize<EmergencyStatus>(json.Output, Json)!;

    private async Task AssertStatusCommandAsync(EmergencyStatus expected) =>
        Assert.Equal(expected, Status((await EssAsync("status", "--json")).AssertDone()));

    private async Task AssertCertifiedAsync(string run)
    {
        var file = Directory.GetFiles(_data["emergency/certificates"]).Single();
        Assert.Contains("sound", (await EssAsync("verify", run)).AssertDone().Output, StringComparison.Ordinal);
        var whole = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, whole.Replace("\"reason\":\"a test\"", "\"reason\":\"no test\"", StringComparison.Ordinal));
        (await EssAsync("verify", "last")).AssertRefused(1, "reason: the file says no test, the journal a test");
        (await EssAsync("verify", run)).AssertRefused(1, "reason: the file says no test, the journal a test");
        await File.WriteAllTextAsync(file, whole);
        (await EssAsync("verify", "last")).AssertDone();
        (await EssAsync("verify", RunName.Of(Guid.Empty, 1))).AssertRefused(2, "There is no certificate");
        (await EssAsync("verify", "../latch")).AssertRefused(2, "is not a run");
    }

    /// <summary>A stop stays where a fresh start moves its journal aside: its certificate must be sound all the same.</summary>
    private async Task AssertCertifiedAfterAFreshStartAsync()
    {
        using var copy = new TempFolder();
        var data = copy["data"];
        foreach (var file in Directory.EnumerateFiles(_data.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".sock", StringComparison.Ordinal)))
        {
            var to = Path.Combine(data, Path.GetRelativePath(_data.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var aside = (await FreshStart.MoveAsideAsync(data, TimeProvider.System.GetUtcNow()))!;

        var verified = (await CommandProcess.RunAsync(data, "ess", "verify", "last")).AssertDone().Output;
        Assert.Contains("sound", verified, StringComparison.Ordinal);
        Assert.Contains(aside, verified, StringComparison.Ordinal);
        Assert.Contains("\"result\":\"sound\"", (await CommandProcess.RunAsync(data, "ess", "verify", "last", "--json")).AssertDone().Output, StringComparison.Ordinal);
    }

    private async Task AssertResetNeedsPeakAndWordAsync()
    {
        (await EssAsync("reset", "--confirm", "RESET", "--reason", "x")).AssertRefused(2, "--peak");
        (await EssAsync("reset", "--peak", "keep", "--confirm", "RESET", "--reason", "x")).AssertRefused(2, "--drawdown-limit");
        (await EssAsync("reset", "--peak", "keep", "--drawdown-limit", "12 %", "--confirm", "RESET", "--reason", "x")).AssertRefused(2, "0.12 for 12 %");
        (await EssAsync("reset", "--peak", "keep", "--drawdown-limit", "12", "--confirm", "RESET", "--reason", "x")).AssertRefused(2, "0.12 is 12 %");
        (await EssAsync("reset", "--peak", "rebase", "--drawdown-limit", "0.12", "--confirm", "RESET", "--reason", "x")).AssertRefused(2, "leave it out");
        (await EssAsync("annul")).AssertRefused(2, "the run");
        (await EssAsync("annul", "last", "--evidence", "x")).AssertRefused(2, "by its name");
        (await EssAsync("annul", "00000000-0000-4000-8000-000000000001-1")).AssertRefused(2, "--evidence");
        (await EssAsync("reset", "--peak", "rebase", "--reason", "x")).AssertRefused(2, "RESET");
        (await EssAsync("reset", "--peak", "rebase", "--confirm", "reset", "--reason", "x")).AssertRefused(2, "RESET");
    }

    private static async Task AssertHeldAsync(AppProcess app, Guid? emergencyId)
    {
        var status = (await app.StatusAsync())!;
        Assert.Equal((true, emergencyId), (status.Latched, status.EmergencyId));
        Assert.Equal("Halted", (await app.HealthAsync()).GetProperty("mode").GetString());
    }

    /// <summary>The market goes on for three hours, in which it would trade; every entry is denied and none is filled.</summary>
    private async Task AssertNothingIsOpenedAsync(AppProcess app, int fillsBefore)
    {
        var cursor = new Infrastructure.Market.MarketCursorFile(_data["market.cursor"]);
        var from = cursor.Read();
        await app.UntilAsync(() => Task.FromResult(cursor.Read() - from >= TimeSpan.FromHours(3)), Limit, "three hours of the market");
        await using var store = new Infrastructure.Execution.SqlitePaperAccountStore(_data["engine.db"], "main", TimeProvider.System);
        var account = (await store.LoadAsync(CancellationToken.None))!;
        Assert.Equal(fillsBefore, account.Fills.Count);
        Assert.All(account.Symbols, symbol => Assert.Empty(symbol.Legs));
        Assert.Contains(JournalTail.Read(_data["events"], 10_000), line => line.Contains("order.denied", StringComparison.Ordinal) && line.Contains("EMERGENCY_ACTIVE", StringComparison.Ordinal));
    }
}
