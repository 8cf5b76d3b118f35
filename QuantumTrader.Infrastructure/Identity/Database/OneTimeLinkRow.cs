namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A one-time link as the database has it.</summary>
public sealed class OneTimeLinkRow
{
    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public required string TokenHash { get; set; }

    public LinkPurpose Purpose { get; set; }
    public Guid? UserId { get; set; }
    public DateTimeOffset IssuedAtUtc { get; set; }
    public DateTimeOffset ExpiresAtUtc { get; set; }
    public DateTimeOffset? EndedAtUtc { get; set; }
}
