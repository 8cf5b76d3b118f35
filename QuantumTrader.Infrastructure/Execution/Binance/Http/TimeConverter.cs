using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Milliseconds since 1970 UTC, bare or in a string, within <see cref="WireBounds.TimeMsMax"/>.</summary>
internal sealed class TimeConverter : JsonConverter<long>
{
    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.Time(ref reader);

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
