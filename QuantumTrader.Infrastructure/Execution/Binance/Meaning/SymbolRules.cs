using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>What the venue allows for one symbol.</summary>
/// <param name="Instrument">As the engine knows it.</param>
/// <param name="Status">TRADING, or why not.</param>
/// <param name="BandUp">Orders may be at most this multiple of the mark; null: no bound.</param>
/// <param name="BandDown">Orders must be at least this multiple of the mark; null: no bound.</param>
public sealed record SymbolRules(Instrument Instrument, string Status, decimal? BandUp, decimal? BandDown);
