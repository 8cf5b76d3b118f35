using System.Security.Cryptography;
using System.Text.Json;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Integration.Commands;

/// <summary>The real files through the built app.</summary>
public sealed class ReplayFilesTests : IDisposable
{
    private const string CrashFile = "BTCUSD-4h-2016-2025.csv";
    private const string MonthFile = "BTCPERP-1m-2022-01.csv";
    private const string DayFile = "ADAUSDT-1m-2022-12-13.csv";
    private const string ContractsFile = "BTCUSD_PERP-1m-2022-12-13.csv";
    private readonly TempFolder _folder = new();

    [SharedDataFact]
    public async Task Replay_FourHoursOverYears_IsSane() => AssertSane(await ReportAsync(CrashFile), 20_695, "BTCUSD", tradesMin: 50, gaps: 3);

    [SharedDataFact]
    public async Task Replay_AMonthOfMinutes_IsSane() => AssertSane(await ReportAsync(MonthFile), 44_000, "BTCPERP", tradesMin: 50);

    [SharedDataFact]
    public async Task Replay_ADayOfMinutes_IsSane() => AssertSane(await ReportAsync(DayFile), 1_440, "ADAUSDT", tradesMin: 1);

    [SharedDataFact]
    public async Task Replay_VolumesInContracts_StillTrades()
    {
        var report = await ReportAsync(ContractsFile);
        AssertSane(report, 1_439, "BTCUSD_PERP", tradesMin: 1);
        Assert.DoesNotContain("QUANTITY_INVALID", report.GetProperty("denials").EnumerateObject().Select(d => d.Name));
    }

    [SharedDataFact]
    public async Task Replay_SameSeed_SameHash_OtherSeed_OtherHash()
    {
        var first = Hash(await ReportAsync(DayFile, "--seed", "7"));
        Assert.Equal(first, Hash(await ReportAsync(DayFile, "--seed", "7")));
        Assert.NotEqual(first, Hash(await ReportAsync(DayFile, "--seed", "8")));
    }

    [SharedDataFact]
    public async Task Replay_WithOut_WritesReportEventsAndEquityThatBelongTogether()
    {
        var folder = _folder["deep/out"];
        var printed = await ReportAsync(DayFile, "--out", folder);
        var written = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "report.json"))).RootElement;
        Assert.Equal(printed.GetRawText(), written.GetRawText());

        var events = await File.ReadAllBytesAsync(Path.Combine(folder, "events.jsonl"));
        Assert.Equal(Hash(printed), Convert.ToHexString(SHA256.HashData(events)), ignoreCase: true);
        Assert.Equal(printed.GetProperty("events").GetInt64(), events.LongCount(b => b == (byte)'\n'));
        AssertReadableAsAJournal(events, printed.GetProperty("events").GetInt64());

        var curve = await File.ReadAllLinesAsync(Path.Combine(folder, "equity.csv"));
        Assert.Equal("at_utc,equity_usd", curve[0]);
        Assert.InRange(curve.Length, 24, 26); // a day, a line an hour
        Assert.Equal(printed.GetProperty("equityEnd").GetDecimal(), decimal.Parse(curve[^1].Split(',')[1], System.Globalization.CultureInfo.InvariantCulture), 2);
    }

    [SharedDataFact]
    public void Replay_OnlyAStopEndsIt_SoWithoutOneBothWaysAreTheSame()
    {
        var rearmed = InProcessReport(CrashFile, "--after-stop", "rearm");
        Assert.Equal(0, rearmed.GetProperty("emergencyStops").GetInt64());
        Assert.Equal(Hash(rearmed), Hash(InProcessReport(CrashFile, "--after-stop=end")));
        Assert.Equal(Hash(rearmed), Hash(InProcessReport(CrashFile)));
    }

    [SharedDataFact]
    public void Replay_WithAStop_EndsOrRearmsAsAsked()
    {
        var rearmed = StoppedReport(AfterStop.Rearm);
        var ended = StoppedReport(AfterStop.End);
        Assert.True(rearmed.EmergencyStops > 1, "A limit of a thousandth trips more than once.");
        Assert.InRange(rearmed.SimulatedResets, rearmed.EmergencyStops - 1, rearmed.EmergencyStops);
        Assert.True(rearmed.BarsHalted > 0 && rearmed.Trades > ended.Trades);
        Assert.Equal((1L, 0L, 0L), (ended.EmergencyStops, ended.SimulatedResets, ended.OpenTrades));
        Assert.True(ended.Bars < rearmed.Bars && ended.Trades > 0);
    }

    [SharedDataFact]
    public void Replay_FromTo_TakesTheBarsThatOpenInBetween()
    {
        var report = InProcessReport(DayFile, "--from", "2022-12-13T06:00Z", "--to", "2022-12-13T12:00Z");
        Assert.Equal(360, report.GetProperty("bars").GetInt64());
        Assert.Equal(DateTimeOffset.Parse("2022-12-13T06:00Z", System.Globalization.CultureInfo.InvariantCulture), report.GetProperty("fromUtc").GetDateTimeOffset());
    }

    [SharedDataFact]
    public async Task Replay_ForPeople_PrintsTheSameNumbers()
    {
        var text = (await CommandProcess.RunAsync(_folder.Path, "replay", PathOf(DayFile))).AssertDone();
        Assert.Contains(Hash(await ReportAsync(DayFile)), text.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(text.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static string PathOf(string file) => Path.Combine(Repository.SharedMarketData!, file);

    private static string Hash(JsonElement report) => report.GetProperty("eventHash").GetString()!;

    private async Task<JsonElement> ReportAsync(string file, params string[] args) =>
        JsonDocument.Parse((await CommandProcess.RunAsync(_folder.Path, ["replay", PathOf(file), "--json", .. args])).AssertDone().Output).RootElement;

    private static JsonElement InProcessReport(string file, params string[] args) =>
        JsonDocument.Parse(InProcess.Replay([PathOf(file), "--json", .. args]).AssertDone().Output).RootElement;

    private static ReplayReport StoppedReport(AfterStop afterStop)
    {
        var policy = DefaultPolicy.Create(DateTimeOffset.UnixEpoch) with { DrawdownLimit = new Fraction(0.001m) };
        using var runner = new ReplayRunner(KlineFile.Read(PathOf(MonthFile), KlineReadOptions.Default), new ReplayRequest { AfterStop = afterStop, Policy = policy });
        return runner.Run(progress: null);
    }

    private static void AssertSane(JsonElement report, long barsMin, string symbol, int tradesMin, int? gaps = null)
    {
        long Whole(string name) => report.GetProperty(name).GetInt64();
        decimal Money(string name) => report.GetProperty(name).GetDecimal();
        Assert.Equal(symbol, report.GetProperty("symbol").GetString());
        Assert.True(Whole("bars") >= barsMin);
        Assert.Equal(Whole("bars"), Whole("barsTraded") + Whole("barsHalted") + Whole("barsWarmUp"));
        Assert.True(Whole("trades") >= tradesMin, report.ToString());
        Assert.True(Whole("signals") >= Whole("trades") && Whole("sizingDecisions") >= Whole("trades"));
        Assert.Equal(Money("pnlNet"), Money("pnlGross") - Money("fees") + Money("funding"));
        Assert.True(Money("fees") > 0m && Money("equityEnd") > 0m);
        Assert.InRange(Money("maxDrawdown"), 0.0001m, 0.9m);
        Assert.InRange(Money("exposure"), 0.0001m, 1m);
        Assert.InRange(Money("winRate"), 0m, 1m);
        Assert.Equal(gaps ?? Whole("gaps"), Whole("gaps"));
        Assert.Matches("^[0-9a-fA-F]{64}$", Hash(report));
        if (Whole("openTrades") == 0)
        {
            Assert.Equal(Money("equityEnd") - Money("equityStart"), Money("pnlNet"), 2);
        }
    }

    private void AssertReadableAsAJournal(byte[] events, long count)
    {
        Directory.CreateDirectory(_folder["events"]);
        File.WriteAllBytes(Path.Combine(_folder["events"], "00000000000000000001.jsonl"), events);
        var report = JournalVerifier.Verify(_folder["events"]);
        Assert.Equal((0, count, 0L), (report.ExitCode, report.Events, report.FaultCount));
    }
}
