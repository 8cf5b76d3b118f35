namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>The windows that a call was counted in.</summary>
internal readonly record struct BudgetTicket(long Weight, long Short, long Long);
