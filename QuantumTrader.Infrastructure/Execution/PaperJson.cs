using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The stored form of a paper account. Decimals are JSON numbers with all their digits, trailing zeros included, so that what
/// is read back is what was written. A member that is unknown or missing is an error, not a default.
/// </summary>
internal static class PaperJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new SymbolConverter(),
            new NumberConverter<Price>(v => new(v), p => p.Value),
            new NumberConverter<Quantity>(v => new(v), q => q.Value),
            new NumberConverter<Usd>(v => new(v), u => u.Value),
            new NumberConverter<Leverage>(v => new(v), l => l.Value),
        },
    };

    public static string Serialize<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not what <see cref="Serialize"/> writes.</exception>
    public static T Deserialize<T>(string text)
        where T : class => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("The document is null.");

    private sealed class NumberConverter<T>(Func<decimal, T> make, Func<T, decimal> take) : JsonConverter<T>
        where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => make(reader.GetDecimal());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(take(value));
    }

    private sealed class SymbolConverter : JsonConverter<Symbol>
    {
        public override Symbol Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Symbol.TryCreate(reader.GetString(), out var symbol) ? symbol : throw new JsonException("Not a symbol.");

        public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
