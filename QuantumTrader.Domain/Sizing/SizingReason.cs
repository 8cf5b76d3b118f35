namespace QuantumTrader.Domain.Sizing;

/// <summary>How a size came about.</summary>
public enum SizingReason
{
    /// <summary>High volatility and nothing learned for it: 0.3 of the size, leverage 1, conservative exits.</summary>
    FallbackHighVol,

    /// <summary>Nothing learned, or learning is switched off: half the size, leverage 2, balanced exits.</summary>
    DefaultUntrained,

    /// <summary>A random cell of the grid, to learn from.</summary>
    Explored,

    /// <summary>The best cell of the state.</summary>
    Learned,
}
