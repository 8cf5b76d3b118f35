namespace QuantumTrader.Domain.Trades;

/// <summary>A process with a later epoch writes this store now; what this one wanted to write was refused and must not be tried again under the old epoch.</summary>
public sealed class TradeStoreFencedException(string message) : TradeStoreUnavailableException(message);
