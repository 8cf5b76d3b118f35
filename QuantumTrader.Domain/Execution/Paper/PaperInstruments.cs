using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Trading rules for paper symbols, near enough to the venue's of 2025 that sizes and prices round alike. Real trading reads
/// them from the venue; a symbol that is not listed here gets fine steps that suit any price from 0.01 to 100,000.
/// </summary>
public static class PaperInstruments
{
    private static readonly Dictionary<string, Instrument> Known = new Instrument[]
    {
        Make("BTCUSDT", tick: 0.1m, step: 0.001m, max: 1_000m, marketMax: 120m, notionalMin: 100m, leverageMax: 125m),
        Make("ETHUSDT", tick: 0.01m, step: 0.001m, max: 10_000m, marketMax: 2_000m, notionalMin: 20m, leverageMax: 100m),
        Make("BNBUSDT", tick: 0.01m, step: 0.01m, max: 100_000m, marketMax: 2_000m, notionalMin: 5m, leverageMax: 75m),
        Make("SOLUSDT", tick: 0.01m, step: 0.01m, max: 1_000_000m, marketMax: 20_000m, notionalMin: 5m, leverageMax: 100m),
        Make("XRPUSDT", tick: 0.0001m, step: 0.1m, max: 10_000_000m, marketMax: 2_000_000m, notionalMin: 5m, leverageMax: 75m),
        Make("ADAUSDT", tick: 0.0001m, step: 1m, max: 2_000_000m, marketMax: 300_000m, notionalMin: 5m, leverageMax: 75m),
        Make("DOGEUSDT", tick: 0.00001m, step: 1m, max: 50_000_000m, marketMax: 30_000_000m, notionalMin: 5m, leverageMax: 75m),
    }.ToDictionary(i => i.Symbol.Value, StringComparer.Ordinal);

    public static IReadOnlyList<Instrument> For(IEnumerable<Symbol> symbols) => [.. symbols.Select(For)];

    public static Instrument For(Symbol symbol) => Known.TryGetValue(symbol.Value, out var known)
        ? known
        : Make(symbol.Value, tick: 0.0001m, step: 0.001m, max: 10_000_000m, marketMax: 1_000_000m, notionalMin: 5m, leverageMax: 50m);

    private static Instrument Make(string symbol, decimal tick, decimal step, decimal max, decimal marketMax, decimal notionalMin, decimal leverageMax) => new()
    {
        Symbol = Symbol.Create(symbol),
        TickSize = tick,
        StepSize = step,
        QuantityMin = new(step),
        QuantityMax = new(max),
        MarketQuantityMax = new(marketMax),
        NotionalMin = new(notionalMin),
        LeverageMax = new(leverageMax),
    };
}
