using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>Units are plain numbers in the document.</summary>
internal sealed class UsdConverter : JsonConverter<Usd>
{
    public override Usd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Usd value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class FractionConverter : JsonConverter<Fraction>
{
    public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class LeverageConverter : JsonConverter<Leverage>
{
    public override Leverage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Leverage value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
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
