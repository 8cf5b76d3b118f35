using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>An amount that the venue sends in a string or bare, or as an empty string or null when there is none: then 0. One beyond <see cref="WireBounds.NumberMax"/> is refused.</summary>
internal sealed class LenientDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDecimal(out var number) && WireBounds.TryBound(ref number) => number,
        JsonTokenType.Null => 0m,
        JsonTokenType.String when reader.ValueSpan.Length == 0 => 0m,
        JsonTokenType.String when Utf8Parser.TryParse(reader.ValueSpan, out decimal number, out var read) && read == reader.ValueSpan.Length && WireBounds.TryBound(ref number) => number,
        _ => throw new JsonException("A number was expected."),
    };

    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
