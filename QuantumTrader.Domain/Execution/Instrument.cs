using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>The venue's rules for a symbol. Zero in a bound means no bound.</summary>
public sealed record Instrument
{
    public required Symbol Symbol { get; init; }
    public required decimal TickSize { get; init; }
    public required decimal StepSize { get; init; }
    public required Quantity QuantityMin { get; init; }
    public required Quantity QuantityMax { get; init; }

    /// <summary>Largest MARKET order; larger closes are sent in chunks.</summary>
    public required Quantity MarketQuantityMax { get; init; }

    /// <summary>Smallest order value; waived for reduce-only.</summary>
    public required Usd NotionalMin { get; init; }

    public required Leverage LeverageMax { get; init; }
}
