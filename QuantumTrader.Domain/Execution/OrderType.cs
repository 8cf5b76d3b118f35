namespace QuantumTrader.Domain.Execution;

/// <summary>Stop and take-profit are conditional: the venue keeps them apart from regular orders until they trigger.</summary>
public enum OrderType
{
    Market,
    Limit,
    StopMarket,
    TakeProfitMarket,
}
