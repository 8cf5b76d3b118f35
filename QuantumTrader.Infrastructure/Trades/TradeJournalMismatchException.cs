using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>A store has events that its journal has not: the journal is an older copy, and its next events would be taken for known ones.</summary>
public sealed class TradeJournalMismatchException(string message) : TradeStoreUnavailableException(message);
