using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>What goes out for which change of an alert.</summary>
/// <param name="ids">Of messages.</param>
/// <param name="min">Milder alerts stay here.</param>
/// <param name="instance">Which data directory speaks.</param>
/// <param name="environment">Paper, Testnet, Live, ...</param>
public sealed class WebhookMessages(IIdSource ids, AlertSeverity min, string instance, string environment)
{
    /// <summary>Null when nobody outside has to know.</summary>
    public AlertDelivery? Of(Alert alert, AlertChange change, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (!(alert.Severity >= min) || AlertCatalogue.Find(alert.Code) is { IsSentOut: false } || TypeOf(change) is not { } type)
        {
            return null;
        }

        var id = ids.Next();
        var message = new WebhookMessage(id, type, nowUtc.UtcDateTime, instance, environment, FactsOf(alert));
        return new()
        {
            Id = id,
            AlertId = alert.Id,
            Code = alert.Code,
            Type = type,
            Severity = alert.Severity,
            Body = JsonSerializer.Serialize(message, WebhookJson.Default.WebhookMessage),
            MadeAtUtc = nowUtc,
            NextAtUtc = nowUtc,
        };
    }

    private static string? TypeOf(AlertChange change) => change switch
    {
        AlertChange.Raised => "alert.raised",
        AlertChange.Escalated => "alert.escalated",
        AlertChange.Acknowledged => "alert.acknowledged",
        AlertChange.Resolved => "alert.resolved",
        _ => null,
    };

    private static WebhookAlert FactsOf(Alert a) => new(
        a.Id, a.Code, a.Key, a.Severity, a.Title, a.Text, a.Source, a.FirstSeenAtUtc.UtcDateTime, a.LastSeenAtUtc.UtcDateTime, a.Count, a.AcknowledgedBy, a.AcknowledgedAtUtc?.UtcDateTime,
        a.ResolvedAtUtc?.UtcDateTime, a.CorrelationId, a.Runbook);
}

/// <summary>The body of a message.</summary>
internal sealed record WebhookMessage(Guid Id, string Type, DateTime MadeAtUtc, string Instance, string Environment, WebhookAlert Alert);

internal sealed record WebhookAlert(
    Guid Id, string Code, string Key, AlertSeverity Severity, string Title, string Text, string Source, DateTime FirstSeenAtUtc, DateTime LastSeenAtUtc, long Count, string? AcknowledgedBy,
    DateTime? AcknowledgedAtUtc, DateTime? ResolvedAtUtc, Guid? CorrelationId, string Runbook);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;
