using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// Rules of the synthetic market's contracts, of the size that Binance USDⓈ-M has for them. For paper and simulation only:
/// at a real venue its own exchangeInfo is read.
/// </summary>
public static class KnownInstruments
{
    public static IReadOnlyDictionary<Symbol, Instrument> All { get; } = new[]
    {
        // symbol, largest limit order, largest market order, smallest notional, largest leverage
        Create("BTCUSDT", 1_000m, 120m, 100m, 125m),
        Create("ETHUSDT", 10_000m, 2_000m, 20m, 100m),
        Create("SOLUSDT", 1_000_000m, 10_000m, 5m, 75m),
        Create("BNBUSDT", 10_000m, 2_000m, 5m, 75m),
        Create("XRPUSDT", 10_000_000m, 2_000_000m, 5m, 75m),
        Create("ADAUSDT", 2_000_000m, 300_000m, 5m, 75m),
    }.ToDictionary(i => i.Symbol);

    private static Instrument Create(string name, decimal quantityMax, decimal marketQuantityMax, decimal notionalMin, decimal leverageMax)
    {
        var shape = SyntheticSymbol.Defaults.Single(s => s.Symbol.Value == name);
        return new Instrument
        {
            Symbol = shape.Symbol,
            TickSize = shape.TickSize,
            StepSize = shape.StepSize,
            QuantityMin = new Quantity(shape.StepSize),
            QuantityMax = new Quantity(quantityMax),
            MarketQuantityMax = new Quantity(marketQuantityMax),
            NotionalMin = new Usd(notionalMin),
            LeverageMax = new Leverage(leverageMax),
        };
    }
}
