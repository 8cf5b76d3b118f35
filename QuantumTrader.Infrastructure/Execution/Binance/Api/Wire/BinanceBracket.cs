namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceBracket
{
    /// <summary>The highest that is allowed up to <see cref="NotionalCap"/>.</summary>
    public required decimal InitialLeverage { get; init; }

    public required decimal NotionalCap { get; init; }

    public decimal NotionalFloor { get; init; }

    public decimal MaintMarginRatio { get; init; }

    public decimal Cum { get; init; }
}
