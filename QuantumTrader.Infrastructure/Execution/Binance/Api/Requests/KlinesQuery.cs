using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /fapi/v1/klines.</summary>
/// <param name="Symbol">Whose.</param>
/// <param name="Interval">In the venue's words: 1m, 5m, 1h, 1d.</param>
/// <param name="StartUtc">Of the first one's opening; null: the newest ones.</param>
/// <param name="EndUtc">Of the last one's opening, included.</param>
/// <param name="Limit">1 to 1,500.</param>
public sealed record KlinesQuery(Symbol Symbol, string Interval, DateTimeOffset? StartUtc = null, DateTimeOffset? EndUtc = null, int Limit = 500);
