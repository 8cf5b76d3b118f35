namespace QuantumTrader.Domain.Sizing;

/// <summary>What became of an outcome.</summary>
public enum LearnResult
{
    /// <summary>Its cell was updated.</summary>
    Credited,

    /// <summary>The trade was a fixed answer without a cell; it only counts for the win rate.</summary>
    NoCell,

    /// <summary>Its keys are in no table; ignored and counted.</summary>
    UnknownKey,

    /// <summary>Its numbers cannot be; ignored and counted.</summary>
    Invalid,
}
