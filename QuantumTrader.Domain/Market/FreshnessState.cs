namespace QuantumTrader.Domain.Market;

public enum FreshnessState
{
    Never,
    Stale,
    Fresh,
}
