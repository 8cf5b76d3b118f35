using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Where the venue sends one object for one symbol and a list for all, it is always a list here.</summary>
internal abstract class OneOrManyConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var one = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return [JsonSerializer.Deserialize(ref reader, one) ?? throw new JsonException()];
        }

        List<T> many = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            many.Add(JsonSerializer.Deserialize(ref reader, one) ?? throw new JsonException());
        }

        return many;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) => throw new NotSupportedException();
}
