using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>A number that must be there, bare or in a string, and within <see cref="WireBounds.NumberMax"/>.</summary>
internal sealed class BoundedDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.Decimal(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
