using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /fapi/v1/income. The venue keeps three months; pages go by time.</summary>
/// <param name="IncomeType">TRANSFER, FUNDING_FEE, COMMISSION, REALIZED_PNL, …; null: all.</param>
/// <param name="Symbol">Null: all.</param>
/// <param name="StartUtc">Included.</param>
/// <param name="EndUtc">Included.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record IncomeQuery(string? IncomeType, Symbol? Symbol = null, DateTimeOffset? StartUtc = null, DateTimeOffset? EndUtc = null, int Limit = 1_000);
