namespace QuantumTrader.Domain.Trades;

public enum TradeOrderStage
{
    Intended,
    Working,
    Unknown,
}
