using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>What a fee is worth in the account's own currency.</summary>
/// <param name="Amount">Positive is a cost.</param>
/// <param name="IsElsewhere">It was paid in another currency, not out of the account's wallet.</param>
/// <param name="IsEstimated">That currency's price was not known: the amount is taken from the order's value.</param>
public readonly record struct FeeValue(Usd Amount, bool IsElsewhere, bool IsEstimated);
