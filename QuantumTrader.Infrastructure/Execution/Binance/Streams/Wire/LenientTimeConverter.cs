using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>Milliseconds since 1970 UTC, written as any count; 0 when there is none. From 2100 on it is refused, as below 0.</summary>
internal sealed class LenientTimeConverter : JsonConverter<long>
{
    private static readonly LenientLongConverter Counts = new();

    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Counts.Read(ref reader, typeToConvert, options) is >= 0 and < WireBounds.TimeMsMax and var ms ? ms : throw new JsonException("A time was expected.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
