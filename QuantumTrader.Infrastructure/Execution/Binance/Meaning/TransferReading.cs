using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>Deposits less withdrawals.</summary>
/// <param name="Amount">From <paramref name="SinceUtc"/> up to the reading of the wallet.</param>
/// <param name="SinceUtc">By the venue's clock; included.</param>
/// <param name="IsUnread">The venue did not tell them now.</param>
internal readonly record struct TransferReading(Usd Amount, DateTimeOffset SinceUtc, bool IsUnread);
