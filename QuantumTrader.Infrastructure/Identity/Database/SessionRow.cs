namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A session as the database has it.</summary>
public sealed class SessionRow
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public required string SecurityStamp { get; set; }
    public DateTimeOffset StartedAtUtc { get; set; }
    public DateTimeOffset LastSeenAtUtc { get; set; }
    public DateTimeOffset FreshAtUtc { get; set; }
    public bool IsFreshByTotp { get; set; }
    public string? Address { get; set; }
    public string? Agent { get; set; }
    public DateTimeOffset? EndedAtUtc { get; set; }
}
