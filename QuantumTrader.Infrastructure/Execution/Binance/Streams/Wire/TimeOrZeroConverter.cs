using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>Milliseconds since 1970 UTC, written as any count; 0 when there is none. From 2100 on it is refused, as below 0.</summary>
internal sealed class TimeOrZeroConverter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WireNumbers.IsNone(ref reader) ? 0 : WireNumbers.Time(ref reader) is >= 0 and var ms ? ms : throw new JsonException("A time was expected.");

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
