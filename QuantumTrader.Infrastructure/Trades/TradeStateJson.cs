using System.Text.Json;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>A trade's state as JSON, the same in every store; two states are equal when their texts are.</summary>
public static class TradeStateJson
{
    public static string Write(TradeState trade) => JsonSerializer.Serialize(trade, EventJsonContext.Default.TradeState);

    /// <summary>The same bytes as <see cref="Write"/>, without the detour.</summary>
    public static byte[] WriteUtf8(TradeState trade) => JsonSerializer.SerializeToUtf8Bytes(trade, EventJsonContext.Default.TradeState);

    /// <summary>Throws <see cref="JsonException"/> for a text that is not a state.</summary>
    public static TradeState Read(string json) =>
        JsonSerializer.Deserialize(json, EventJsonContext.Default.TradeState) ?? throw new JsonException("the state is null");
}
