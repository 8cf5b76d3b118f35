using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>What a paper account knows of one symbol. Funding is due at every eighth hour of market time after <see cref="LastBarCloseUtc"/>.</summary>
public sealed record PaperSymbolState
{
    public required Symbol Symbol { get; init; }

    /// <summary>Null before the first bar.</summary>
    public Price? Mark { get; init; }
    public DateTimeOffset? LastBarCloseUtc { get; init; }
    public required Leverage Leverage { get; init; }

    /// <summary>Only legs that are not flat.</summary>
    public required IReadOnlyList<PaperLegState> Legs { get; init; }
}

/// <summary>One position. A short has a negative amount.</summary>
public sealed record PaperLegState(PositionSide PositionSide, decimal Amount, Price EntryPrice);
