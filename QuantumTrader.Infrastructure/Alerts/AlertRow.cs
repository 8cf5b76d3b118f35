using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>An alert as the database has it.</summary>
public sealed class AlertRow
{
    public Guid Id { get; set; }

    /// <summary>The data directory that it came from.</summary>
    public required string Instance { get; set; }

    public required string Code { get; set; }
    public required string Key { get; set; }
    public AlertSeverity Severity { get; set; }
    public required string Title { get; set; }
    public required string Text { get; set; }
    public required string Source { get; set; }
    public AlertEnd Ends { get; set; }
    public DateTimeOffset FirstSeenAtUtc { get; set; }
    public DateTimeOffset LastSeenAtUtc { get; set; }
    public long Count { get; set; }
    public string? AcknowledgedBy { get; set; }
    public DateTimeOffset? AcknowledgedAtUtc { get; set; }
    public DateTimeOffset? ResolvedAtUtc { get; set; }
    public Guid? CorrelationId { get; set; }
    public Guid? CauseId { get; set; }
}
