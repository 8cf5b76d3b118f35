using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>The venue's bars of the past; callable from any thread.</summary>
public interface IBarHistory
{
    /// <summary>
    /// Bars that open at <paramref name="fromUtc"/> or later (null: the newest ones), oldest first, at most <see cref="PageMax"/>. The last one may still be open.
    /// A failed reading is never an empty one.
    /// </summary>
    Task<ExchangeRead<IReadOnlyList<Candle>>> ReadAsync(Symbol symbol, DateTimeOffset? fromUtc, int limit, CancellationToken stopping);

    const int PageMax = 1_000;
}
