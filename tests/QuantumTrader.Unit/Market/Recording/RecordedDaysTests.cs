using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using static QuantumTrader.Unit.Market.Recording.RecorderUnderTest;

namespace QuantumTrader.Unit.Market.Recording;

public sealed class RecordedDaysTests
{
    private static readonly DateTimeOffset Midnight = Noon.AddHours(12);

    [Fact]
    public async Task Span_OverMidnight_HasItsBarsMarksAndWarmUp()
    {
        await using var test = new RecorderUnderTest();
        var bars = Bars(Midnight.AddMinutes(-60), 120);
        MarkReading[] marks = [.. Enumerable.Range(0, 20).Select(n => Mark(Midnight.AddSeconds(n - 10), 100m + n))];
        var recorder = test.Start();
        recorder.Offer(bars);
        recorder.Offer(marks);
        await test.UntilAsync(120 + 19);

        var days = new RecordedDays(test.PathOf(""), null);
        var (series, before) = days.Read(Midnight.AddMinutes(-10), Midnight.AddMinutes(10), warmUpMax: 30);
        Assert.Equal(bars[50..70].Select(b => b.Candle), series.Candles);
        Assert.Equal(bars[20..50].Select(b => b.Candle), before);
        Assert.Equal((Btc, 0, 0L), (series.Symbol, series.Report.Gaps, series.Report.MissingBars));
        Assert.Equal(marks[5..15], days.Marks(Midnight.AddSeconds(-5), Midnight.AddSeconds(5)));
    }

    [Fact]
    public async Task Gap_IsCounted()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 2));
        recorder.Offer(Bars(Noon.AddMinutes(5), 2));
        await test.UntilAsync(4);
        var (series, _) = new RecordedDays(test.PathOf(""), Btc).Read(null, null, 0);
        Assert.Equal((1, 3L), (series.Report.Gaps, series.Report.MissingBars));
        Assert.Equal(new KlineGap(Noon.AddMinutes(2), Noon.AddMinutes(5), 3), Assert.Single(series.Report.FirstGaps));
    }

    [Fact]
    public async Task WhatIsNotThere_IsSaidWithTheRemedy()
    {
        await using var test = new RecorderUnderTest();
        Assert.Contains("holds no recording", Fault(test, null), StringComparison.Ordinal);
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 1));
        await test.UntilAsync(1);
        Assert.Contains("there are BTCUSDT", Fault(test, Symbol.Create("ETHUSDT")), StringComparison.Ordinal);
        var days = new RecordedDays(test.PathOf(""), Btc);
        Assert.Contains("2026-11-23 to 2026-11-23", Assert.Throws<KlineFileException>(() => days.Read(Noon.AddDays(1), null, 0)).Message, StringComparison.Ordinal);
        recorder.Offer([new MarketBar(Symbol.Create("ETHUSDT"), Bar(Noon))]);
        await test.UntilAsync(2);
        Assert.Contains("--symbol", Fault(test, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CrashWhilePacking_BothFilesThere_AreOneDay()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 2));
        await test.UntilAsync(2);
        File.Copy(test.PathOf("candles/BTCUSDT-1m-2026-11-23.csv"), test.PathOf("kept"));
        recorder.Offer(Bars(Noon.AddDays(1), 1));
        await test.UntilAsync(3);
        File.Move(test.PathOf("kept"), test.PathOf("candles/BTCUSDT-1m-2026-11-23.csv"));
        Assert.Equal(3, new RecordedDays(test.PathOf(""), Btc).Read(null, null, 0).Series.Candles.Length);
    }

    private static string Fault(RecorderUnderTest test, Symbol? symbol) => Assert.Throws<KlineFileException>(() => new RecordedDays(test.PathOf(""), symbol)).Message;
}
