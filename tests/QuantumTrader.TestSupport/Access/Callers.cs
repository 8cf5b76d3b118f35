using QuantumTrader.Domain.Identity;

namespace QuantumTrader.TestSupport.Access;

/// <summary>Callers for tests.</summary>
public static class Callers
{
    public static readonly Guid AnnaId = new(0xA, 0, 0, new byte[8]);

    /// <summary>Signed in with a fresh password, without a second factor.</summary>
    public static Caller Person(Roles roles, DateTimeOffset? freshAtUtc = null) => new()
    {
        Kind = CallerKind.Person,
        Name = "anna",
        UserId = AnnaId,
        SessionId = new Guid(0x5, 0, 0, new byte[8]),
        Roles = roles,
        Address = "127.0.0.1",
        FreshAtUtc = freshAtUtc,
    };

    public static Caller Key(Roles roles, ApiScopes scopes) => new()
    {
        Kind = CallerKind.ApiKey,
        Name = "anna (bot)",
        UserId = AnnaId,
        KeyId = new Guid(0xB, 0, 0, new byte[8]),
        Roles = roles,
        Scopes = scopes,
        Address = "127.0.0.1",
    };

    /// <summary>Every set of roles, from none to all.</summary>
    public static IEnumerable<Roles> RoleSets => Enumerable.Range(0, (int)RoleNames.All + 1).Select(bits => (Roles)bits);

    /// <summary>Every set of scopes.</summary>
    public static IEnumerable<ApiScopes> ScopeSets => Enumerable.Range(0, 64).Select(bits => (ApiScopes)bits);
}
