namespace QuantumTrader.Domain.Identity;

/// <summary>Who asks, as it was proved for this one request. Made anew for each; never kept.</summary>
public sealed record Caller
{
    public static readonly Caller Anonymous = new() { Kind = CallerKind.Anonymous, Name = "anonymous" };

    public required CallerKind Kind { get; init; }

    /// <summary>For people: the user name, or <c>name (key label)</c>, or <c>login (command line)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The person; of a key, its owner. Null on the host and for nobody.</summary>
    public Guid? UserId { get; init; }

    /// <summary>As the directory has them now, not as they were at sign-in.</summary>
    public Roles Roles { get; init; }

    /// <summary>Of a key only.</summary>
    public ApiScopes Scopes { get; init; }

    public Guid? KeyId { get; init; }

    /// <summary>Of a person's session only. Not the secret in the cookie.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Where the request came from; null on the host.</summary>
    public string? Address { get; init; }

    /// <summary>The person has a second factor, so that a fresh sign-in must have used it.</summary>
    public bool HasTotp { get; init; }

    /// <summary>When the password (of a key: the key with a code) was last proved; null when never.</summary>
    public DateTimeOffset? FreshAtUtc { get; init; }

    /// <summary>The last proof included the second factor.</summary>
    public bool IsFreshByTotp { get; init; }

    /// <summary>Whoever may open the data directory here.</summary>
    public static Caller OnHost(string name) => new() { Kind = CallerKind.Host, Name = name };
}
