using System.Text.Json.Serialization;
using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>What a restart must find: what is open, what the database lacks, and what has to go out.</summary>
public sealed record AlertsImage
{
    public int Version { get; init; } = 1;
    public IReadOnlyList<Alert> Open { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Alert> Recent { get; init; } = [];

    /// <summary>Not in the database yet, as they are now.</summary>
    public IReadOnlyList<Alert> Unsaved { get; init; } = [];

    public IReadOnlyList<AlertDelivery> Waiting { get; init; } = [];
    public IReadOnlyList<AlertDelivery> Dead { get; init; } = [];
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertsImage))]
internal sealed partial class AlertsImageJson : JsonSerializerContext;
