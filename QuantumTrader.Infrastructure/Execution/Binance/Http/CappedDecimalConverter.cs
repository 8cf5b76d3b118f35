using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>A limit: one beyond <see cref="WireBounds.NumberMax"/> is as good as that.</summary>
internal sealed class CappedDecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => WireNumbers.Capped(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
