using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Bytes to <see cref="UserEvent"/>s. Kinds that are not known, and those that repeat what another one says (TRADE_LITE), are counted
/// and ignored.
/// </summary>
internal sealed class UserEventReader
{
    private long _unknown;

    public long Unknown => Interlocked.Read(ref _unknown);

    /// <returns>False: no event at all. True with null: nothing that the engine must know.</returns>
    public bool TryRead(ReadOnlySpan<byte> data, out UserEvent? read, out bool isKeyExpired)
    {
        (read, isKeyExpired) = (null, false);
        switch (KindOf(data))
        {
            case null:
                return false;
            case "ORDER_TRADE_UPDATE":
                read = Parse(data, UserJsonContext.Default.OrderTradeMessage, static m => new UserEvent.OrderTrade(m));
                break;
            case "ALGO_UPDATE":
                read = Parse(data, UserJsonContext.Default.AlgoMessage, static m => new UserEvent.Algo(m));
                break;
            case "ACCOUNT_UPDATE":
                read = Parse(data, UserJsonContext.Default.AccountMessage, static m => new UserEvent.Account(m));
                break;
            case "ACCOUNT_CONFIG_UPDATE":
                read = Parse(data, UserJsonContext.Default.ConfigMessage, static m => new UserEvent.Config(m));
                break;
            case "MARGIN_CALL":
                read = Parse(data, UserJsonContext.Default.MarginCallMessage, static m => new UserEvent.MarginCall(m));
                break;
            case "listenKeyExpired":
                isKeyExpired = true;
                break;
            case "TRADE_LITE": // ORDER_TRADE_UPDATE says it too, with fee, profit and status.
                break;
            default:
                Interlocked.Increment(ref _unknown);
                break;
        }

        return true;
    }

    private static UserEvent Parse<T>(ReadOnlySpan<byte> data, JsonTypeInfo<T> type, Func<T, UserEvent> make)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            return JsonSerializer.Deserialize(ref reader, type) is { } message ? make(message) : new UserEvent.Unread("it is empty");
        }
        catch (JsonException e)
        {
            return new UserEvent.Unread($"{typeof(T).Name}: {e.Message}");
        }
    }

    /// <summary>Null: it is no event.</summary>
    private static string? KindOf(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("e"u8);
                reader.Read();
                if (isType)
                {
                    return Known(ref reader);
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
        }

        return null;
    }

    private static string? Known(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? null
        : reader.ValueTextEquals("ORDER_TRADE_UPDATE"u8) ? "ORDER_TRADE_UPDATE"
        : reader.ValueTextEquals("TRADE_LITE"u8) ? "TRADE_LITE"
        : reader.ValueTextEquals("ALGO_UPDATE"u8) ? "ALGO_UPDATE"
        : reader.ValueTextEquals("ACCOUNT_UPDATE"u8) ? "ACCOUNT_UPDATE"
        : reader.ValueTextEquals("ACCOUNT_CONFIG_UPDATE"u8) ? "ACCOUNT_CONFIG_UPDATE"
        : reader.ValueTextEquals("MARGIN_CALL"u8) ? "MARGIN_CALL"
        : reader.ValueTextEquals("listenKeyExpired"u8) ? "listenKeyExpired"
        : "";
}
