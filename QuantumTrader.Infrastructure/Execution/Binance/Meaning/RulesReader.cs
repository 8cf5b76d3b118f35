using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>Reads a contract's filters. Filters that nobody here knows are left alone; a contract without tick or step cannot be traded.</summary>
internal static class RulesReader
{
    private const decimal LeverageCap = 125m;

    /// <summary>Null for a contract that cannot be used here: its name or its rules.</summary>
    public static SymbolRules? Read(BinanceSymbol symbol, decimal leverageMax)
    {
        BinanceFilter? price = null, lot = null, market = null, notional = null, band = null;
        foreach (var filter in symbol.Filters)
        {
            _ = filter.FilterType switch
            {
                "PRICE_FILTER" => price = filter,
                "LOT_SIZE" => lot = filter,
                "MARKET_LOT_SIZE" => market = filter,
                "MIN_NOTIONAL" => notional = filter,
                "PERCENT_PRICE" => band = filter,
                _ => null,
            };
        }

        return Symbol.TryCreate(symbol.Symbol, out var name) && name.Value == symbol.Symbol
            && price?.TickSize is > 0m and var tick && lot is { StepSize: > 0m, MinQty: >= 0m }
            ? new SymbolRules(InstrumentOf(name, tick, lot, market, notional, leverageMax), symbol.Status, band?.MultiplierUp, band?.MultiplierDown)
            : null;
    }

    private static Instrument InstrumentOf(Symbol name, decimal tick, BinanceFilter lot, BinanceFilter? market, BinanceFilter? notional, decimal leverageMax) => new()
    {
        Symbol = name,
        TickSize = tick,
        StepSize = Math.Max(lot.StepSize!.Value, market?.StepSize ?? 0m), // closes go to the market: the coarser of the two holds for both
        QuantityMin = new(Math.Max(lot.MinQty!.Value, market?.MinQty ?? 0m)),
        QuantityMax = new(lot.MaxQty ?? 0m),
        MarketQuantityMax = new(market?.MaxQty ?? lot.MaxQty ?? 0m),
        NotionalMin = new(notional?.Notional ?? 0m),
        LeverageMax = new(Math.Clamp(leverageMax, 1m, LeverageCap)),
    };
}
