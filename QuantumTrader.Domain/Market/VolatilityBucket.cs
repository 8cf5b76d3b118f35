namespace QuantumTrader.Domain.Market;

/// <summary>How wild a market is, by ATR over price: below 0.5 %, 1.5 %, 3 %, and from 3 % on.</summary>
public enum VolatilityBucket
{
    /// <summary>Not measured: treated as dangerous.</summary>
    Unknown,
    Low,
    Normal,
    High,
    Extreme,
}
