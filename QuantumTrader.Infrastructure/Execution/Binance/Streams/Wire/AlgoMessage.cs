using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary><c>{"e":"ALGO_UPDATE","T":…,"E":…,"o":{…}}</c>: something happened to a conditional order.</summary>
internal sealed class AlgoMessage
{
    [JsonPropertyName("E"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long EventMs { get; set; }

    [JsonPropertyName("T"), JsonConverter(typeof(TimeOrZeroConverter))]
    public long TransactionMs { get; set; }

    [JsonPropertyName("o"), JsonRequired]
    public required AlgoPart Order { get; set; }

    internal sealed class AlgoPart
    {
        [JsonPropertyName("caid"), JsonRequired]
        public required string ClientAlgoId { get; set; }

        [JsonPropertyName("aid"), JsonRequired]
        public long AlgoId { get; set; }

        [JsonPropertyName("o")]
        public string? Type { get; set; }

        [JsonPropertyName("s"), JsonRequired]
        public required string Symbol { get; set; }

        [JsonPropertyName("S"), JsonRequired]
        public required string Side { get; set; }

        [JsonPropertyName("ps")]
        public string? PositionSide { get; set; }

        [JsonPropertyName("q")]
        public decimal Quantity { get; set; }

        /// <summary>NEW, TRIGGERING, TRIGGERED, FINISHED, CANCELED, REJECTED, EXPIRED.</summary>
        [JsonPropertyName("X"), JsonRequired]
        public required string Status { get; set; }

        /// <summary>The regular order that it became; 0 before.</summary>
        [JsonPropertyName("ai")]
        public long OrderId { get; set; }

        [JsonPropertyName("ap")]
        public decimal AveragePrice { get; set; }

        [JsonPropertyName("aq")]
        public decimal FilledQuantity { get; set; }

        [JsonPropertyName("tp")]
        public decimal TriggerPrice { get; set; }

        [JsonPropertyName("p")]
        public decimal Price { get; set; }

        [JsonPropertyName("R")]
        public bool ReduceOnly { get; set; }

        [JsonPropertyName("cp")]
        public bool ClosePosition { get; set; }

        /// <summary>Why it was rejected.</summary>
        [JsonPropertyName("rm")]
        public string? Reason { get; set; }
    }
}
