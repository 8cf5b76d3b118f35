using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary><c>{"e":"ACCOUNT_CONFIG_UPDATE","ac":{"s":"BTCUSDT","l":25}}</c> or <c>"ai":{"j":true}</c>: somebody changed a setting.</summary>
internal sealed class ConfigMessage
{
    [JsonPropertyName("E"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long EventMs { get; set; }

    [JsonPropertyName("ac")]
    public LeveragePart? Leverage { get; set; }

    [JsonPropertyName("ai")]
    public MultiAssetsPart? MultiAssets { get; set; }

    internal sealed class LeveragePart
    {
        [JsonPropertyName("s"), JsonRequired]
        public required string Symbol { get; set; }

        [JsonPropertyName("l"), JsonRequired]
        public decimal Leverage { get; set; }
    }

    internal sealed class MultiAssetsPart
    {
        [JsonPropertyName("j")]
        public bool IsOn { get; set; }
    }
}
