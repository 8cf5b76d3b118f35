using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary><c>{"e":"ACCOUNT_UPDATE","E":…,"T":…,"a":{"m":"ORDER","B":[…],"P":[…]}}</c>: balances and positions that changed, and why.</summary>
internal sealed class AccountMessage
{
    [JsonPropertyName("E"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long EventMs { get; set; }

    [JsonPropertyName("T"), JsonRequired, JsonConverter(typeof(TimeOrZeroConverter))]
    public long TransactionMs { get; set; }

    [JsonPropertyName("a"), JsonRequired]
    public required AccountPart Account { get; set; }

    internal sealed class AccountPart
    {
        [JsonPropertyName("m"), JsonRequired]
        public required string Reason { get; set; }

        [JsonPropertyName("B")]
        public BalancePart[]? Balances { get; set; }

        [JsonPropertyName("P")]
        public PositionPart[]? Positions { get; set; }
    }

    internal sealed class BalancePart
    {
        [JsonPropertyName("a"), JsonRequired]
        public required string Asset { get; set; }

        [JsonPropertyName("wb"), JsonRequired]
        public decimal Wallet { get; set; }

        /// <summary>Except profit and fees.</summary>
        [JsonPropertyName("bc")]
        public decimal Change { get; set; }
    }

    internal sealed class PositionPart
    {
        [JsonPropertyName("s"), JsonRequired]
        public required string Symbol { get; set; }

        /// <summary>Signed: a short one is negative.</summary>
        [JsonPropertyName("pa"), JsonRequired]
        public decimal Amount { get; set; }

        [JsonPropertyName("ep")]
        public decimal EntryPrice { get; set; }

        [JsonPropertyName("ps")]
        public string? PositionSide { get; set; }
    }
}
