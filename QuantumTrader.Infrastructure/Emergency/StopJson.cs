using System.Text.Json.Serialization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Units;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>How records of stops look as JSON: one line, fields in the order of their declaration, amounts as text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UsdConverter), typeof(QuantityConverter), typeof(PriceConverter), typeof(FractionConverter), typeof(SymbolConverter)])]
[JsonSerializable(typeof(RunEntry))]
[JsonSerializable(typeof(StopCertificate))]
[JsonSerializable(typeof(StopAnnulment))]
[JsonSerializable(typeof(ReEntryState))]
[JsonSerializable(typeof(DrillReport))]
[JsonSerializable(typeof(StopPreview))]
[JsonSerializable(typeof(StopVerdict))]
public sealed partial class StopJson : JsonSerializerContext;
