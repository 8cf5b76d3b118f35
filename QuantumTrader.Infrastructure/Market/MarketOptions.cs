using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>The configuration section "Market".</summary>
public sealed class MarketOptions
{
    public const string Section = "Market";
    public const double SpeedMax = 60_000;
    public const int HistoryBarsMax = 100_000;

    public MarketSourceKind Source { get; set; } = MarketSourceKind.Synthetic;

    /// <summary>Market seconds per clock second, 0 to 60,000; 60 plays a one-minute bar a second, 0 as fast as possible. Not for Exchange.</summary>
    public double Speed { get; set; } = 60;

    /// <summary>Of the synthetic market.</summary>
    public ulong Seed { get; set; } = SyntheticMarketSource.DefaultSeed;

    /// <summary>Bars that warm the indicators up before the first live one, 60 to 100,000.</summary>
    public int HistoryBars { get; set; } = 500;

    /// <summary>The kline file, when <see cref="Source"/> is Klines; relative to the current folder.</summary>
    public string? File { get; set; }

    /// <summary>The kline file's symbol, when its name does not tell.</summary>
    public string? Symbol { get; set; }

    internal Symbol? SymbolOrNull => Domain.Units.Symbol.TryCreate(Symbol, out var symbol) ? symbol : null;
}
