using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>Where an order was found.</summary>
/// <param name="Failure">Why nothing can be said; null when the venue has spoken.</param>
/// <param name="Order">Null when neither book knows it.</param>
/// <param name="Regular">In the regular book, as itself or as what it became; null when it is not there.</param>
/// <param name="Algo">In the conditional book; null when it is not there.</param>
internal sealed record OrderFinding(string? Failure, VenueOrder? Order = null, BinanceOrder? Regular = null, BinanceAlgoOrder? Algo = null);
