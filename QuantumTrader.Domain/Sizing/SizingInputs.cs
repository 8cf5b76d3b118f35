using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>What a size depends on. <c>default</c> sizes to nothing.</summary>
public readonly record struct SizingInputs
{
    public required Symbol Symbol { get; init; }

    /// <summary>The signal's, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Average true range over price. NaN, infinity and negative numbers count as high volatility.</summary>
    public required double AtrOverPrice { get; init; }

    /// <summary>The market stage's own verdict; either of the two makes volatility high.</summary>
    public required bool IsHighVol { get; init; }

    /// <summary>Average directional index, 0 to 100.</summary>
    public required double Adx { get; init; }

    /// <summary>Notional of all positions over the allowed total.</summary>
    public required Fraction Exposure { get; init; }

    /// <summary>Zero when it could not be read; the size is then zero, too.</summary>
    public required Usd Equity { get; init; }

    /// <summary>Of the mode in force.</summary>
    public required RiskModeLimits Limits { get; init; }

    /// <summary>The mark that the quantity is reckoned with.</summary>
    public required Price Price { get; init; }
}
