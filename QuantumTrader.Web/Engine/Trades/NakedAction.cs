namespace QuantumTrader.Web.Engine.Trades;

/// <summary>What is done about a position whose stop is gone.</summary>
public enum NakedAction
{
    /// <summary>Another stop is placed; where the venue takes none, the position is closed.</summary>
    Replace,

    /// <summary>The position is closed at once.</summary>
    Flatten,
}
