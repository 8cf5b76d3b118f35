namespace QuantumTrader.Domain.Trades;

/// <summary>The trade store did not answer; what it holds is not known.</summary>
public class TradeStoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
