using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Funding as the venue's list of incomes tells it, with the symbol that it was for.</summary>
/// <param name="Amount">Negative is paid by us.</param>
/// <param name="TranId">Unique among fundings.</param>
public readonly record struct FundingIncome(Symbol Symbol, Usd Amount, DateTimeOffset AtUtc, long TranId);
