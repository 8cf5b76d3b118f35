namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>An order was stamped so late that the venue would take it after its time; what the venue would answer to one that comes late, it gets here.</summary>
internal sealed class SignedTooLateException() : Exception("It was signed too late: the venue would take it after its time.");
