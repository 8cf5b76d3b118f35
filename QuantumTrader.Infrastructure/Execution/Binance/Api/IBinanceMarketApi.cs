using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>The public part, which needs no key.</summary>
public interface IBinanceMarketApi
{
    ValueTask<BinanceAnswer<BinanceTime>> GetTimeAsync(CancellationToken stopping);

    ValueTask<BinanceAnswer<BinanceExchangeInfo>> GetExchangeInfoAsync(CancellationToken stopping);

    /// <summary>Oldest first; the last one may still be open.</summary>
    ValueTask<BinanceAnswer<IReadOnlyList<BinanceKline>>> GetKlinesAsync(KlinesQuery query, CancellationToken stopping);

    /// <param name="symbol">Null: all symbols, at ten times the weight.</param>
    ValueTask<BinanceAnswer<IReadOnlyList<BinancePremiumIndex>>> GetPremiumIndexAsync(Symbol? symbol, CancellationToken stopping);
}
