namespace QuantumTrader.FakeVenue.Market;

/// <summary>What moves the prices.</summary>
public enum PricePath
{
    /// <summary>A test, call by call; nothing moves by itself.</summary>
    ByHand,

    /// <summary>A seeded random walk of every symbol, in minutes of the clock.</summary>
    Walk,

    /// <summary>The bars of kline files.</summary>
    Files,
}
