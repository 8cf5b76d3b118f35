using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

public sealed record BinanceTime
{
    /// <summary>Milliseconds since 1970 UTC.</summary>
    [JsonConverter(typeof(TimeConverter))]
    public required long ServerTime { get; init; }
}
