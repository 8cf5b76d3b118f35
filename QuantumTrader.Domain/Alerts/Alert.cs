namespace QuantumTrader.Domain.Alerts;

/// <summary>Something that people are told about, from when it was first seen until it is over. Never changed; a change is another record.</summary>
public sealed record Alert
{
    public required Guid Id { get; init; }

    /// <summary>Stable upper-case word.</summary>
    public required string Code { get; init; }

    /// <summary>Within the code; may be empty.</summary>
    public required string Key { get; init; }

    /// <summary>The worst that it has been.</summary>
    public required AlertSeverity Severity { get; init; }

    public required string Title { get; init; }

    /// <summary>As told last.</summary>
    public required string Text { get; init; }

    public required string Source { get; init; }
    public required AlertEnd Ends { get; init; }
    public required DateTimeOffset FirstSeenAtUtc { get; init; }
    public required DateTimeOffset LastSeenAtUtc { get; init; }

    /// <summary>How often it was reported; a state that goes on counts once.</summary>
    public required long Count { get; init; }

    public DateTimeOffset? AcknowledgedAtUtc { get; init; }
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? ResolvedAtUtc { get; init; }

    public Guid? CorrelationId { get; init; }
    public Guid? CauseId { get; init; }

    public bool IsOpen => ResolvedAtUtc is null;

    public string Runbook => AlertCatalogue.Find(Code)?.Runbook ?? "";
}
