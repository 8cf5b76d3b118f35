using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>One message that has to go out. The body never changes, so that a repetition is recognised by its id and its bytes.</summary>
public sealed record AlertDelivery
{
    /// <summary>The same for every attempt.</summary>
    public required Guid Id { get; init; }

    public required Guid AlertId { get; init; }
    public required string Code { get; init; }

    /// <summary>Such as <c>alert.raised</c>.</summary>
    public required string Type { get; init; }

    public required AlertSeverity Severity { get; init; }
    public required string Body { get; init; }
    public required DateTimeOffset MadeAtUtc { get; init; }
    public int Attempts { get; init; }

    /// <summary>Not before.</summary>
    public required DateTimeOffset NextAtUtc { get; init; }

    /// <summary>Why the last attempt failed; no secret.</summary>
    public string? LastError { get; init; }
}
