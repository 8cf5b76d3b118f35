namespace QuantumTrader.FakeVenue;

/// <summary>A few symbols to start with.</summary>
public static class InstrumentDefaults
{
    // Before the symbols, which take them when the class is made ready.
    public static IReadOnlyList<VenueBracket> BracketDefaults { get; } =
    [
        new(1, 125, 0m, 50_000m, 0.004m, 0m),
        new(2, 100, 50_000m, 600_000m, 0.005m, 50m),
        new(3, 50, 600_000m, 3_000_000m, 0.01m, 3_050m),
        new(4, 20, 3_000_000m, 12_000_000m, 0.025m, 48_050m),
        new(5, 10, 12_000_000m, 70_000_000m, 0.05m, 348_050m),
        new(6, 5, 70_000_000m, 100_000_000m, 0.10m, 3_848_050m),
        new(7, 1, 100_000_000m, 1_000_000_000m, 0.50m, 43_848_050m),
    ];

    public static IReadOnlyList<VenueInstrument> All { get; } =
    [
        Build("BTCUSDT", "BTC", 30_000m, tick: 0.10m, step: 0.001m, marketMax: 120m, notionalMin: 100m, pricePrecision: 2, quantityPrecision: 3),
        Build("ETHUSDT", "ETH", 2_000m, tick: 0.01m, step: 0.001m, marketMax: 2_000m, notionalMin: 20m, pricePrecision: 2, quantityPrecision: 3),
        Build("ADAUSDT", "ADA", 0.31m, tick: 0.0001m, step: 1m, marketMax: 500_000m, notionalMin: 5m, pricePrecision: 5, quantityPrecision: 0),
    ];

    public static VenueInstrument Build(
        string symbol, string baseAsset, decimal price, decimal tick, decimal step, decimal marketMax, decimal notionalMin, int pricePrecision, int quantityPrecision) =>
        new()
        {
            Symbol = symbol,
            BaseAsset = baseAsset,
            PriceStart = price,
            TickSize = tick,
            StepSize = step,
            QuantityMin = step,
            QuantityMax = marketMax * 10m,
            MarketQuantityMin = step,
            MarketQuantityMax = marketMax,
            MarketStepSize = step,
            PriceMin = tick,
            PriceMax = price * 1_000m,
            NotionalMin = notionalMin,
            PricePrecision = pricePrecision,
            QuantityPrecision = quantityPrecision,
            Brackets = BracketDefaults,
        };
}
