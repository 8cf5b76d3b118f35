using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /fapi/v1/userTrades. The venue keeps three months.</summary>
/// <param name="Symbol">Whose; ids count per symbol.</param>
/// <param name="FromId">The first one's id or the next after it; null: the newest ones. Not together with times or an order.</param>
/// <param name="OrderId">Those of one order.</param>
/// <param name="StartUtc">Included, oldest first from there; at most seven days before now or the end.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record UserTradesQuery(Symbol Symbol, long? FromId = null, long? OrderId = null, DateTimeOffset? StartUtc = null, int Limit = 1_000);
