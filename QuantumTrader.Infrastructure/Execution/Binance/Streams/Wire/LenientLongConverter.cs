using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>A count that the venue sends bare, in a string, or as an empty string or null when there is none: then 0.</summary>
internal sealed class LenientLongConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.Null => 0,
        JsonTokenType.String when reader.ValueSpan.Length == 0 => 0,
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out long number, out var read) && read == reader.ValueSpan.Length => number,
        _ => throw new JsonException("A whole number was expected."),
    };

    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
