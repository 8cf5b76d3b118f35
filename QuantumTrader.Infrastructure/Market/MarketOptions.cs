using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>The configuration section "Market".</summary>
public sealed class MarketOptions
{
    public const string Section = "Market";
    public const double SpeedMax = 60_000;
    public const int HistoryBarsMax = 100_000;
    public const int SymbolsMax = 200;

    public MarketSourceKind Source { get; set; } = MarketSourceKind.Synthetic;

    /// <summary>Market seconds per clock second, 0 to 60,000; 60 plays a one-minute bar a second, 0 as fast as possible. With Exchange it is for a rehearsal alone, above 0: how fast the fake venue plays.</summary>
    public double Speed { get; set; } = 60;

    /// <summary>Of the synthetic market.</summary>
    public ulong Seed { get; set; } = SyntheticMarketSource.DefaultSeed;

    /// <summary>Bars that warm the indicators up before the first live one, 60 to 100,000.</summary>
    public int HistoryBars { get; set; } = 500;

    /// <summary>The kline file, when <see cref="Source"/> is Klines; relative to the current folder.</summary>
    public string? File { get; set; }

    /// <summary>The kline file's symbol, when its name does not tell.</summary>
    public string? Symbol { get; set; }

    /// <summary>With <see cref="Source"/> Exchange: the symbols to trade, such as "BTCUSDT, ETHUSDT"; 1 to 200.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>The names in <see cref="Symbols"/>, each once, in their order.</summary>
    public IReadOnlyList<string> SymbolNames => [.. Symbols.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    internal Symbol? SymbolOrNull => Domain.Units.Symbol.TryCreate(Symbol, out var symbol) ? symbol : null;
}
