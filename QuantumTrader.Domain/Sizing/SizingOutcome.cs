using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>How a trade ended. The keys are those that it was planned with, so that no other trade is credited.</summary>
public readonly record struct SizingOutcome
{
    public required string StateKey { get; init; }
    public required string ActionKey { get; init; }

    /// <summary>Net profit over notional: 0.02 is two per cent.</summary>
    public required Fraction Pnl { get; init; }

    public required TimeSpan Held { get; init; }

    /// <summary>The deepest fall of the trade over its notional; the sign does not matter.</summary>
    public required Fraction DrawdownMax { get; init; }
}
