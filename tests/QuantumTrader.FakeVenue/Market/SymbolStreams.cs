namespace QuantumTrader.FakeVenue.Market;

/// <summary>The names of a symbol's streams, made once.</summary>
public sealed class SymbolStreams
{
    private readonly string _lower;

    public SymbolStreams(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        _lower = symbol.ToLowerInvariant();
        Klines = [.. KlineInterval.All.Select(i => (i, $"{_lower}@kline_{i.Name}"))];
        PartialDepths = [.. from levels in (int[])[5, 10, 20] from pace in Paces select (levels, $"{_lower}@depth{levels}{pace}")];
        Depths = [.. Paces.Select(pace => $"{_lower}@depth{pace}")];
    }

    private static string[] Paces => ["", "@100ms", "@250ms", "@500ms"];

    public string AggTrade => field ??= $"{_lower}@aggTrade";

    public string Trade => field ??= $"{_lower}@trade";

    public string BookTicker => field ??= $"{_lower}@bookTicker";

    public string MarkPrice => field ??= $"{_lower}@markPrice";

    public string MarkPrice1S => field ??= $"{_lower}@markPrice@1s";

    public string Ticker => field ??= $"{_lower}@ticker";

    public string MiniTicker => field ??= $"{_lower}@miniTicker";

    public string ForceOrder => field ??= $"{_lower}@forceOrder";

    public IReadOnlyList<(KlineInterval Interval, string Name)> Klines { get; }

    public IReadOnlyList<(int Levels, string Name)> PartialDepths { get; }

    public IReadOnlyList<string> Depths { get; }
}
