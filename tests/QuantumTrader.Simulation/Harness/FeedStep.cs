using QuantumTrader.Domain.Market;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What the feed delivers of one minute.</summary>
/// <param name="Bars">At the close; empty when nothing comes.</param>
/// <param name="Corrected">Follows <paramref name="After"/>; null when nothing was wrong, or nobody corrects it.</param>
internal readonly record struct FeedStep(MarketBar[] Bars, MarketBar[]? Corrected, TimeSpan After);
