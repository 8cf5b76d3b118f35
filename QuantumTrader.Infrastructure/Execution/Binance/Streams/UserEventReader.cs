using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Bytes to <see cref="UserEvent"/>s. Those that repeat what another one says are ignored. The first of each kind that is not known is
/// passed on with its text, so that it is written down and the account is read; later ones are counted.
/// </summary>
internal sealed class UserEventReader
{
    private const int KindsMax = 20;
    private const int KindMax = 64;
    private const int TextMax = 400;
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal); // not known; at most KindsMax
    private long _unknown;

    public long Unknown => Interlocked.Read(ref _unknown);

    /// <returns>False: no event at all. True with null: nothing that the engine must know.</returns>
    public bool TryRead(ReadOnlySpan<byte> data, out UserEvent? read, out bool isKeyExpired)
    {
        (read, isKeyExpired) = (null, false);
        var kind = KindOf(data);
        switch (kind)
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
            case "CONDITIONAL_ORDER_TRIGGER_REJECT": // ALGO_UPDATE with REJECTED took its place.
                break;
            default:
                Interlocked.Increment(ref _unknown);
                read = _kinds.Count < KindsMax && _kinds.Add(kind) ? new UserEvent.Unread($"{kind} is a kind that is not known here: {TextOf(data)}") : null;
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

    private static string TextOf(ReadOnlySpan<byte> data) => WireText.Clean(Encoding.UTF8.GetString(data[..Math.Min(data.Length, TextMax)]));

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
        : reader.ValueSpan.Length <= KindMax ? WireText.Clean(reader.GetString()!)
        : "a long name";
}
