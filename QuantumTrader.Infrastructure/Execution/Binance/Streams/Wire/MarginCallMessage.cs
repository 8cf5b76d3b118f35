using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary><c>{"e":"MARGIN_CALL","E":…,"p":[{"s":"ETHUSDT","ps":"LONG","pa":"1.327","mp":"187.17","mm":"1.61",…}]}</c>: a hint that may come late.</summary>
internal sealed class MarginCallMessage
{
    [JsonPropertyName("E"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long EventMs { get; set; }

    [JsonPropertyName("p")]
    public CalledPart[]? Positions { get; set; }

    internal sealed class CalledPart
    {
        [JsonPropertyName("s"), JsonRequired]
        public required string Symbol { get; set; }
    }
}
