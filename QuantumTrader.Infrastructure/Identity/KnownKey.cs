using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What is needed to check a key without the database. Holds the hash, not the secret.</summary>
internal sealed record KnownKey(Guid Id, string Label, string SecretHash, ApiScopes Scopes, DateTimeOffset CreatedAtUtc, DateTimeOffset ExpiresAtUtc, Guid OwnerId, string OwnerName, Roles OwnerRoles, bool IsOwnerDisabled, bool HasOwnerTotp)
{
    /// <summary>Another instance's clock may be this far ahead; a key from farther ahead is none: the clock was set back.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    public bool IsInTime(DateTimeOffset nowUtc) => nowUtc < ExpiresAtUtc && CreatedAtUtc <= nowUtc + SkewMax;

    public KnownKey With(UserFacts owner) => this with { OwnerName = owner.Name, OwnerRoles = owner.Roles, IsOwnerDisabled = owner.IsDisabled, HasOwnerTotp = owner.HasTotp };

    public Caller ToCaller(string? address) => new()
    {
        Kind = CallerKind.ApiKey,
        Name = $"{OwnerName} ({Label})",
        UserId = OwnerId,
        Roles = OwnerRoles,
        Scopes = Scopes,
        KeyId = Id,
        Address = address,
        HasTotp = HasOwnerTotp,
    };
}
