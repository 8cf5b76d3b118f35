using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>The dead man's switch as the operator sees it.</summary>
/// <param name="Left">Until the venue cancels, by symbol: those that are set. Negative: it was not set anew in time.</param>
/// <param name="Failure">Why the last setting failed; null when it did not.</param>
/// <param name="Uncovered">Symbols with open regular orders that the weight budget left no room for.</param>
public sealed record DeadManHealth(IReadOnlyDictionary<Symbol, TimeSpan> Left, string? Failure, IReadOnlyList<Symbol> Uncovered);
