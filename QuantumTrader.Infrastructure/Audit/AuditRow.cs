using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>An audit record as the database has it. Rows are added and never changed.</summary>
public sealed class AuditRow
{
    public long Seq { get; set; }
    public Guid ActionId { get; set; }
    public DateTimeOffset AtUtc { get; set; }
    public required string Actor { get; set; }
    public required string ActorKind { get; set; }
    public Guid? UserId { get; set; }
    public string? From { get; set; }
    public required string Action { get; set; }
    public string? Target { get; set; }
    public string? Before { get; set; }
    public string? After { get; set; }
    public string? Reason { get; set; }
    public AuditResult Result { get; set; }
    public string? Detail { get; set; }
    public required string PreviousHash { get; set; }
    public required string Hash { get; set; }
}
