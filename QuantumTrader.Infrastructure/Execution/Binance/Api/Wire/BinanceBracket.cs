using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceBracket
{
    /// <summary>The highest that is allowed up to <see cref="NotionalCap"/>.</summary>
    public required decimal InitialLeverage { get; init; }

    [JsonConverter(typeof(CappedDecimalConverter))]
    public required decimal NotionalCap { get; init; }

    [JsonConverter(typeof(CappedDecimalConverter))]
    public decimal NotionalFloor { get; init; }

    public decimal MaintMarginRatio { get; init; }

    public decimal Cum { get; init; }
}
