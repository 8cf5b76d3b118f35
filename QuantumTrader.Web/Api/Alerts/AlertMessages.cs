using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Web.Api.Alerts;

/// <param name="IsComplete">False while the database does not answer: alerts of before the start and of other instances may lack.</param>
public sealed record AlertsAnswer(DateTimeOffset AsOfUtc, bool IsComplete, IReadOnlyList<AlertRecord> Alerts, int MessagesWaiting, int MessagesGivenUp);

/// <param name="Key">What it is about, within the code; may be empty.</param>
/// <param name="Runbook">The page that says what to do.</param>
public sealed record AlertRecord(
    Guid Id, string Code, string Key, AlertSeverity Severity, string Title, string Text, string Source, DateTimeOffset FirstSeenAtUtc, DateTimeOffset LastSeenAtUtc, long Count,
    string? AcknowledgedBy, DateTimeOffset? AcknowledgedAtUtc, DateTimeOffset? ResolvedAtUtc, Guid? CorrelationId, string Runbook);

/// <param name="Note">For the audit trail; may be left out.</param>
public sealed record AlertAcknowledgeRequest(string? Note = null);

public sealed record AlertAcknowledged(Guid Id);
