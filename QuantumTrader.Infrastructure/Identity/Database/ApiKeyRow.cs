using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>An API key as the database has it.</summary>
public sealed class ApiKeyRow
{
    public Guid Id { get; set; }
    public Guid OwnerId { get; set; }
    public required string Label { get; set; }

    /// <summary>SHA-256 of the secret part, lower-case hex.</summary>
    public required string SecretHash { get; set; }

    public ApiScopes Scopes { get; set; }
    public DateTimeOffset CreatedAtUtc { get; set; }
    public DateTimeOffset ExpiresAtUtc { get; set; }
    public DateTimeOffset? RevokedAtUtc { get; set; }
    public DateTimeOffset? LastUsedAtUtc { get; set; }
    public string? LastUsedFrom { get; set; }
}
