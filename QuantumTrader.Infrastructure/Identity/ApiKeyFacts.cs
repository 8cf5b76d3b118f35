using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What is known of an API key. Not the key: only its hash is kept.</summary>
/// <param name="Label">The person's word for it.</param>
public sealed record ApiKeyFacts(Guid Id, Guid OwnerId, string OwnerName, string Label, ApiScopes Scopes, DateTimeOffset CreatedAtUtc, DateTimeOffset ExpiresAtUtc)
{
    public DateTimeOffset? RevokedAtUtc { get; init; }

    /// <summary>To the minute; null when never.</summary>
    public DateTimeOffset? LastUsedAtUtc { get; init; }

    public string? LastUsedFrom { get; init; }
}
