namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>What every form of the answer to a cancel has: the whole order, or only its ids.</summary>
public sealed record BinanceAlgoKey
{
    public required long AlgoId { get; init; }

    public string? ClientAlgoId { get; init; }

    /// <summary>CANCELED where the venue sends the whole order.</summary>
    public string? AlgoStatus { get; init; }
}
