namespace QuantumTrader.Domain.Trades;

public enum TradeOrderStage
{
    Intended,
    Working,
    Unknown,

    /// <summary>Filled, ended, rejected or denied.</summary>
    Over,
}
