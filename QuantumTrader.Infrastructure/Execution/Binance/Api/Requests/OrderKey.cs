using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>Names a regular order: by the venue's id, or by ours.</summary>
public readonly record struct OrderKey(Symbol Symbol, long? OrderId, string? ClientOrderId)
{
    public static OrderKey Of(Symbol symbol, long orderId) => new(symbol, orderId, null);

    public static OrderKey Of(Symbol symbol, ClientOrderId id) => new(symbol, null, id.Value);
}
