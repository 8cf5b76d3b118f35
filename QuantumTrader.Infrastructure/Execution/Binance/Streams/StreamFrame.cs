using System.Text.Json;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// A frame without its envelope. Combined: <c>{"stream":"btcusdt@kline_1m","data":{…}}</c>; raw: <c>{"e":"kline",…}</c> or an array;
/// answers to our commands: <c>{"result":null,"id":1}</c>, <c>{"error":{"code":2,"msg":"…"},"id":1}</c>.
/// </summary>
internal readonly ref struct StreamFrame
{
    private StreamFrame(StreamFrameKind kind, ReadOnlySpan<byte> stream, ReadOnlySpan<byte> data)
    {
        Kind = kind;
        Stream = stream;
        Data = data;
    }

    public StreamFrameKind Kind { get; }

    /// <summary>The stream's name; empty for a raw frame.</summary>
    public ReadOnlySpan<byte> Stream { get; }

    /// <summary>The event, or the whole answer.</summary>
    public ReadOnlySpan<byte> Data { get; }

    public static StreamFrame Read(ReadOnlySpan<byte> frame)
    {
        try
        {
            var reader = new Utf8JsonReader(frame);
            return !reader.Read() ? default
                : reader.TokenType == JsonTokenType.StartArray ? new(StreamFrameKind.Event, default, frame)
                : reader.TokenType == JsonTokenType.StartObject ? ReadObject(frame, reader)
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static StreamFrame ReadObject(ReadOnlySpan<byte> frame, Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> stream = default, data = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("e"u8))
            {
                return new(StreamFrameKind.Event, default, frame);
            }

            if (reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("id"u8))
            {
                return new(StreamFrameKind.Answer, default, frame);
            }

            if (reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("code"u8))
            {
                return new(StreamFrameKind.Refusal, default, frame);
            }

            var isData = reader.ValueTextEquals("data"u8);
            var isStream = reader.ValueTextEquals("stream"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            stream = isStream && reader.TokenType == JsonTokenType.String ? reader.ValueSpan : stream;
            if (isData && stream.Length > 0)
            {
                // Whoever reads the event stops at its end; walking to it here would read everything twice.
                return new(StreamFrameKind.Event, stream, frame[start..]);
            }

            reader.Skip();
            data = isData ? frame[start..(int)reader.BytesConsumed] : data;
        }

        return data.Length > 0 ? new(StreamFrameKind.Event, stream, data) : default;
    }
}
