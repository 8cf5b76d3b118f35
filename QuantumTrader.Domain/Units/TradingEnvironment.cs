namespace QuantumTrader.Domain.Units;

/// <summary>Whose money is at stake; only Live is real.</summary>
public enum TradingEnvironment
{
    Paper,
    Rehearsal,
    Testnet,
    Live,
}
