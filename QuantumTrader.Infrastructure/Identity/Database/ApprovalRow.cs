using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>An approval as the database has it.</summary>
public sealed class ApprovalRow
{
    public Guid Id { get; set; }

    /// <summary>The member's name: numbers may move.</summary>
    public required AccessAction Action { get; set; }

    public required string Summary { get; set; }
    public Guid RequestedById { get; set; }
    public required string RequestedBy { get; set; }
    public DateTimeOffset RequestedAtUtc { get; set; }
    public DateTimeOffset ExpiresAtUtc { get; set; }

    /// <summary>Open, Approved, Rejected or Used; expired is a matter of the clock.</summary>
    public ApprovalState State { get; set; }

    public Guid? DecidedById { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAtUtc { get; set; }
    public string? Note { get; set; }
}
