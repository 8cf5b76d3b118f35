using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Units;

// Units are plain JSON numbers (never an exponent; trailing zeros are kept), ids are strings, both checked on the way in.

internal sealed class PriceConverter : JsonConverter<Price>
{
    public override Price Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Price value, JsonSerializerOptions options) => DecimalJson.Write(writer, value.Value);
}

internal sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) => DecimalJson.Write(writer, value.Value);
}

internal sealed class UsdConverter : JsonConverter<Usd>
{
    public override Usd Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Usd value, JsonSerializerOptions options) => DecimalJson.Write(writer, value.Value);
}

internal sealed class FractionConverter : JsonConverter<Fraction>
{
    public override Fraction Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) => DecimalJson.Write(writer, value.Value);
}

internal sealed class LeverageConverter : JsonConverter<Leverage>
{
    public override Leverage Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Leverage value, JsonSerializerOptions options) => DecimalJson.Write(writer, value.Value);
}

internal sealed class SymbolConverter : JsonConverter<Symbol>
{
    public override Symbol Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Symbol.TryCreate(reader.GetString(), out var symbol) ? symbol : throw new JsonException("not a symbol");

    public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class TradeIdConverter : JsonConverter<TradeId>
{
    public override TradeId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        TradeId.TryCreate(reader.GetString(), out var id) ? id : throw new JsonException("not a trade id");

    public override void Write(Utf8JsonWriter writer, TradeId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class ClientOrderIdConverter : JsonConverter<ClientOrderId>
{
    public override ClientOrderId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        ClientOrderId.TryCreate(reader.GetString(), out var id) ? id : throw new JsonException("not a client order id");

    public override void Write(Utf8JsonWriter writer, ClientOrderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Risk modes go by their names, as values and as keys.</summary>
internal sealed class RiskModeConverter : JsonConverter<RiskMode>
{
    public override RiskMode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, RiskMode value, JsonSerializerOptions options) => writer.WriteStringValue(RiskModeNames.NameOf(value));

    public override RiskMode ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, RiskMode value, JsonSerializerOptions options) => writer.WritePropertyName(RiskModeNames.NameOf(value));

    private static RiskMode Parse(string? name) =>
        RiskModeNames.TryParse(name, out var mode) ? mode : throw new JsonException($"'{name}' is not a risk mode: {RiskModeNames.Choices}.");
}
