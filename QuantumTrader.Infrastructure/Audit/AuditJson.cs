using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>A record as one line of JSON, in ASCII: for export.</summary>
public static class AuditJson
{
    public static string LineOf(AuditRecord record) => JsonSerializer.Serialize(record, AuditJsonContext.Default.AuditRecord);

    /// <exception cref="JsonException">It is no such line.</exception>
    public static AuditRecord Read(string line) =>
        JsonSerializer.Deserialize(line, AuditJsonContext.Default.AuditRecord) ?? throw new JsonException("A line holds null in place of a record.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;
