namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Who may use what.</summary>
internal enum CallTurn
{
    /// <summary>Leaves the reserve alone and is refused when the rest is used up: entries, bars, history.</summary>
    Ordinary,

    /// <summary>May use everything and waits a little for its turn: cancels, closes, and the readings that a stop needs.</summary>
    Safety,
}
