using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>Names a conditional order: by the venue's id, or by ours. The venue wants no symbol.</summary>
public readonly record struct AlgoOrderKey(long? AlgoId, string? ClientAlgoId)
{
    public static AlgoOrderKey Of(long algoId) => new(algoId, null);

    public static AlgoOrderKey Of(ClientOrderId id) => new(null, id.Value);
}
