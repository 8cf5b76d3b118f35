using System.Diagnostics;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

public class RealKlineFilesTests
{
    [SharedDataFact]
    public void FourHours2016To2025_Loads_WithItsThreeGapsAndItsGlitch()
    {
        var series = Read("BTCUSD-4h-2016-2025.csv");
        Assert.Equal(("BTCUSD", TimeSpan.FromHours(4), 20_695), (series.Symbol.Value, series.Interval, series.Candles.Length));
        Assert.Equal((3, 5L, 0), (series.Report.Gaps, series.Report.MissingBars, series.Report.Duplicates));
        Assert.Equal([1L, 3L, 1L], series.Report.FirstGaps.Select(g => g.MissingBars));
        Assert.Contains(series.Candles, c => c.OpenTimeUtc.Date == new DateTime(2018, 4, 3) && c.Low.Value < 0.75m * c.Open.Value);
    }

    [SharedDataFact]
    public void MinutesOfJanuary2022_Load()
    {
        var series = Read("BTCPERP-1m-2022-01.csv");
        Assert.Equal(("BTCPERP", TimeSpan.FromMinutes(1), 45_031), (series.Symbol.Value, series.Interval, series.Candles.Length));
        Assert.Equal((45_031, 0), (series.Report.Rows, series.Report.Gaps));
        Assert.Equal((46319.0m, 38544.0m), (series.Candles[0].Open.Value, series.Candles[^1].Close.Value));
        Assert.Equal(49.60247m, series.Candles[0].Volume.Value);
    }

    [SharedDataFact]
    public void OneDayOfMinutes_Loads_AlsoWithOneMissing()
    {
        var (ada, btc) = (Read("ADAUSDT-1m-2022-12-13.csv"), Read("BTCUSD_PERP-1m-2022-12-13.csv"));
        Assert.Equal(("ADAUSDT", 1440, 0), (ada.Symbol.Value, ada.Candles.Length, ada.Report.Gaps));
        Assert.Equal(("BTCUSD_PERP", 1439, 1, 1L), (btc.Symbol.Value, btc.Candles.Length, btc.Report.Gaps, btc.Report.MissingBars));
    }

    [SharedDataFact]
    public void RealFiles_Instruments_HaveTheTicksOfTheirPrices()
    {
        string[] names = ["BTCUSD-4h-2016-2025.csv", "BTCPERP-1m-2022-01.csv", "ADAUSDT-1m-2022-12-13.csv", "BTCUSD_PERP-1m-2022-12-13.csv"];
        var instruments = names.Select(Read).Select(s => InstrumentInference.From(s.Symbol, s.Candles)).ToList();
        Assert.Equal([0.01m, 1m, 0.0001m, 0.1m], instruments.Select(i => i.TickSize));
        Assert.Equal([0.00000001m, 0.000001m, 1m, 0.00001m], instruments.Select(i => i.StepSize));
    }

    [SharedDataFact]
    public void FourHourVolatility_InTheCrashOfMarch2020_IsHighVolAndInTheCalmOf2023IsNot()
    {
        var monitor = new VolatilityMonitor(TimeSpan.FromHours(4));
        var (crash, calm) = (VolatilityReading.Unknown, VolatilityReading.Unknown);
        foreach (var candle in Read("BTCUSD-4h-2016-2025.csv").Candles)
        {
            monitor.OnCandle(candle);
            crash = candle.CloseTimeUtc == Utc(2020, 3, 13) ? monitor.Current : crash;
            calm = candle.CloseTimeUtc == Utc(2023, 8, 14) ? monitor.Current : calm;
        }

        Assert.Equal((VolatilityBucket.Extreme, true), (crash.Bucket, crash.IsHighVol));
        Assert.Equal((VolatilityBucket.Low, false), (calm.Bucket, calm.IsHighVol));
    }

    [SharedDataFact]
    public void FourMegabytes_ReadWarm_TakeWellUnderASecond()
    {
        Read("BTCPERP-1m-2022-01.csv");
        var watch = Stopwatch.StartNew();
        Read("BTCPERP-1m-2022-01.csv");
        Assert.InRange(watch.ElapsedMilliseconds, 0, 900); // about 30 ms alone; the rest is for a busy machine
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static KlineSeries Read(string name) => KlineFile.Read(Path.Combine(Repository.SharedMarketData!, name));
}
