using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

/// <param name="Owner">The owner key's value of the database that it was seen in.</param>
/// <param name="Policy">As it was there.</param>
public sealed record PolicyCopy(string Owner, TradingPolicy Policy);
