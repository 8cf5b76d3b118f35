namespace QuantumTrader.Infrastructure.Market;

/// <summary>Where bars come from.</summary>
public enum MarketSourceKind
{
    /// <summary>The built-in invented market.</summary>
    Synthetic,

    /// <summary>A kline file.</summary>
    Klines,

    /// <summary>The exchange's own feed; its adapter registers the source.</summary>
    Exchange,
}
