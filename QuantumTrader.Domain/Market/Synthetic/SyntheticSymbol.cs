using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Market.Synthetic;

/// <summary>One invented contract, shaped after a real one.</summary>
public sealed record SyntheticSymbol
{
    public required Symbol Symbol { get; init; }

    /// <summary>Where its path begins, and where it is drawn back to over weeks.</summary>
    public required Price PriceStart { get; init; }

    public required decimal TickSize { get; init; }
    public required decimal StepSize { get; init; }

    /// <summary>What one per cent of the common factor does to it: 1.2 is 1.2 per cent.</summary>
    public required double Beta { get; init; }

    /// <summary>Standard deviation of its own return in a quiet minute, as a fraction.</summary>
    public required double Volatility { get; init; }

    /// <summary>Quote volume of a usual minute, in USDT.</summary>
    public required double QuoteVolumePerBar { get; init; }

    /// <summary>The six contracts of the built-in market.</summary>
    public static IReadOnlyList<SyntheticSymbol> Defaults { get; } =
    [
        Create("BTCUSDT", 91_000m, 0.1m, 0.001m, 1.00, 0.00018, 9_000_000),
        Create("ETHUSDT", 3_150m, 0.01m, 0.001m, 1.20, 0.00028, 6_000_000),
        Create("SOLUSDT", 138m, 0.01m, 0.01m, 1.35, 0.00040, 2_000_000),
        Create("BNBUSDT", 880m, 0.01m, 0.01m, 0.85, 0.00026, 800_000),
        Create("XRPUSDT", 2.05m, 0.0001m, 0.1m, 1.15, 0.00036, 1_200_000),
        Create("ADAUSDT", 0.42m, 0.0001m, 1m, 1.30, 0.00042, 400_000),
    ];

    private static SyntheticSymbol Create(
        string symbol, decimal price, decimal tick, decimal step, double beta, double volatility, double quoteVolume) => new()
        {
            Symbol = Symbol.Create(symbol),
            PriceStart = new Price(price),
            TickSize = tick,
            StepSize = step,
            Beta = beta,
            Volatility = volatility,
            QuoteVolumePerBar = quoteVolume,
        };
}
