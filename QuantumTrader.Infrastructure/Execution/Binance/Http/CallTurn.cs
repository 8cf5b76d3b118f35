namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Who may use what.</summary>
internal enum CallTurn
{
    /// <summary>Leaves the reserve alone and is refused when the rest is used up: entries, bars, history.</summary>
    Ordinary,

    /// <summary>May use everything and waits a little for its turn: cancels, closes, and what became of an order.</summary>
    Safety,

    /// <summary>
    /// Like <see cref="Safety"/> while a stop runs, which cannot prove an account flat without it; like <see cref="Ordinary"/> at other
    /// times, when screens and comparisons ask the same and would leave nothing for a stop.
    /// </summary>
    StopReading,
}
