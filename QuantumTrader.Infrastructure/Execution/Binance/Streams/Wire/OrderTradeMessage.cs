using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary><c>{"e":"ORDER_TRADE_UPDATE","E":…,"T":…,"o":{…}}</c>: something happened to a regular order. Times are milliseconds since 1970 UTC.</summary>
internal sealed class OrderTradeMessage
{
    [JsonPropertyName("E"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long EventMs { get; set; }

    [JsonPropertyName("o"), JsonRequired]
    public required OrderPart Order { get; set; }

    internal sealed class OrderPart
    {
        [JsonPropertyName("s"), JsonRequired]
        public required string Symbol { get; set; }

        [JsonPropertyName("c"), JsonRequired]
        public required string ClientOrderId { get; set; }

        [JsonPropertyName("S"), JsonRequired]
        public required string Side { get; set; }

        /// <summary>What it is now; a triggered stop becomes MARKET.</summary>
        [JsonPropertyName("o")]
        public string? Type { get; set; }

        [JsonPropertyName("ot")]
        public string? OriginalType { get; set; }

        [JsonPropertyName("q")]
        public decimal Quantity { get; set; }

        [JsonPropertyName("p")]
        public decimal Price { get; set; }

        [JsonPropertyName("ap")]
        public decimal AveragePrice { get; set; }

        [JsonPropertyName("sp")]
        public decimal StopPrice { get; set; }

        /// <summary>What happened: NEW, TRADE, CANCELED, EXPIRED, CALCULATED, AMENDMENT.</summary>
        [JsonPropertyName("x"), JsonRequired]
        public required string Execution { get; set; }

        [JsonPropertyName("X"), JsonRequired]
        public required string Status { get; set; }

        [JsonPropertyName("i"), JsonRequired]
        public long OrderId { get; set; }

        [JsonPropertyName("l")]
        public decimal LastQuantity { get; set; }

        [JsonPropertyName("z")]
        public decimal FilledQuantity { get; set; }

        [JsonPropertyName("L")]
        public decimal LastPrice { get; set; }

        [JsonPropertyName("N")]
        public string? FeeAsset { get; set; }

        [JsonPropertyName("n")]
        public decimal Fee { get; set; }

        [JsonPropertyName("T"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
        public long TradeMs { get; set; }

        [JsonPropertyName("t")]
        public long TradeId { get; set; }

        [JsonPropertyName("R")]
        public bool ReduceOnly { get; set; }

        [JsonPropertyName("ps")]
        public string? PositionSide { get; set; }

        [JsonPropertyName("rp")]
        public decimal RealisedPnl { get; set; }
    }
}
