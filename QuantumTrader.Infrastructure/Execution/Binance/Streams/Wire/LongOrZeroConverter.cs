using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>A count that the venue sends bare, in a string, or as an empty string or null when there is none: then 0.</summary>
internal sealed class LongOrZeroConverter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.IsNone(ref reader) ? 0 : WireNumbers.Long(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
