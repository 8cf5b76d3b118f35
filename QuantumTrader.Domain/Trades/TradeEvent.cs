using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>An event in the life of one trade; <c>TradeBook</c> is the fold of these.</summary>
public abstract record TradeEvent(Guid EventId, DateTimeOffset AtUtc, TradeId TradeId) : DomainEvent(EventId, AtUtc);
