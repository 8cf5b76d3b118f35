namespace QuantumTrader.Domain.Execution;

public static class OrderTypeExtensions
{
    public static bool IsConditional(this OrderType type) => type is OrderType.StopMarket or OrderType.TakeProfitMarket;
}
