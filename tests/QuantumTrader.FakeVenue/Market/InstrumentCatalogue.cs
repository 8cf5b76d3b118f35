using System.Globalization;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>The contracts that a venue may list: well-known ones, invented ones in any number, and those of kline files.</summary>
public static class InstrumentCatalogue
{
    /// <summary>Most invented symbols.</summary>
    public const int InventedMax = 999;

    private const int PriceScaleMax = 1_000;

    public static IReadOnlyList<VenueInstrument> WellKnown { get; } =
    [
        Create("BTCUSDT", 91_000m, 0.1m, 0.001m, 120m, 100m),
        Create("ETHUSDT", 3_150m, 0.01m, 0.001m, 2_000m, 20m),
        Create("SOLUSDT", 138m, 0.01m, 0.01m, 10_000m, 5m),
        Create("BNBUSDT", 880m, 0.01m, 0.01m, 2_000m, 5m),
        Create("XRPUSDT", 2.05m, 0.0001m, 0.1m, 2_000_000m, 5m),
        Create("ADAUSDT", 0.42m, 0.0001m, 1m, 300_000m, 5m),
        Create("DOGEUSDT", 0.15m, 0.00001m, 1m, 5_000_000m, 5m),
        Create("LTCUSDT", 85m, 0.01m, 0.001m, 5_000m, 20m),
        Create("LINKUSDT", 13m, 0.001m, 0.01m, 20_000m, 20m),
        Create("AVAXUSDT", 14m, 0.001m, 1m, 20_000m, 5m),
    ];

    /// <summary>S001USDT, S002USDT and so on, from 1 to 100 USDT.</summary>
    /// <param name="count">0 to <see cref="InventedMax"/>.</param>
    public static IReadOnlyList<VenueInstrument> Invented(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, InventedMax);
        return [.. Enumerable.Range(1, count).Select(i => Create(
            string.Create(CultureInfo.InvariantCulture, $"S{i:000}USDT"), 1m + ((i * 37) % 100), 0.001m, 0.1m, 50_000m, 5m))];
    }

    /// <summary>Rules that fit the file's prices; a well-known symbol keeps its own where its prices fit them.</summary>
    public static VenueInstrument Of(KlineSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var name = series.Symbol.Value;
        var start = series.Candles[0].Open.Value;
        var seen = InstrumentInference.From(series.Symbol, series.Candles);
        var known = WellKnown.FirstOrDefault(i => i.Symbol == name);
        if (known is not null && seen.TickSize % known.TickSize == 0m)
        {
            return known with { PriceStart = start, PriceMax = start * PriceScaleMax };
        }

        return Create(name, start, seen.TickSize, seen.StepSize, decimal.Ceiling(10_000_000m / start), 5m);
    }

    private static VenueInstrument Create(string symbol, decimal price, decimal tick, decimal step, decimal marketMax, decimal notionalMin) =>
        InstrumentDefaults.Build(symbol, BaseOf(symbol), price, tick, step, marketMax, notionalMin, tick.Scale, step.Scale);

    private static string BaseOf(string symbol) => symbol.EndsWith("USDT", StringComparison.Ordinal) && symbol.Length > 4 ? symbol[..^4] : symbol;
}
