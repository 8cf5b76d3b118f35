using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Where a person looks at a symbol at the venue.</summary>
public static class VenueLinks
{
    /// <summary>Null where there is no such page: on paper and in a rehearsal.</summary>
    public static string? Of(TradingEnvironment environment, Symbol symbol) => environment switch
    {
        TradingEnvironment.Live => $"https://www.binance.com/en/futures/{symbol}",
        TradingEnvironment.Testnet => $"https://testnet.binancefuture.com/en/futures/{symbol}",
        _ => null,
    };
}
