using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

/// <summary>An amount that the venue sends in a string or bare, or as an empty string or null when there is none: then 0. One beyond <see cref="WireBounds.NumberMax"/> is refused.</summary>
internal sealed class DecimalOrZeroConverter : JsonConverter<decimal>
{
    public override bool HandleNull => true;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.IsNone(ref reader) ? 0m : WireNumbers.Decimal(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
