using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>A session and its user as they were when the database was last asked. Immutable: a newer one takes its place.</summary>
/// <param name="CheckedAt">Of the monotonic clock, when the question was sent.</param>
/// <param name="SavedSeenAtUtc">The last sign of life that the database has.</param>
internal sealed record KnownSession(SessionFacts Session, UserFacts User, long CheckedAt, DateTimeOffset SavedSeenAtUtc)
{
    /// <summary>Another instance's clock may be this far ahead; a session from farther ahead is none.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    /// <summary>Not ended, disabled, restamped, idle or too old.</summary>
    public bool IsAlive(DateTimeOffset nowUtc, AccessOptions limits) =>
        Session.EndedAtUtc is null
        && !User.IsDisabled
        && string.Equals(User.SecurityStamp, Session.SecurityStamp, StringComparison.Ordinal)
        && IsWithin(nowUtc - Session.StartedAtUtc, limits.SessionMax)
        && IsWithin(nowUtc - Session.LastSeenAtUtc, limits.IdleMax);

    /// <param name="freshAtUtc">Of the machine's clock, which is what it is compared with.</param>
    public Caller ToCaller(Roles roles, string? address, DateTimeOffset freshAtUtc) => new()
    {
        Kind = CallerKind.Person,
        Name = User.Name,
        UserId = User.Id,
        Roles = roles,
        SessionId = Session.Id,
        Address = address,
        HasTotp = User.HasTotp,
        FreshAtUtc = freshAtUtc,
        IsFreshByTotp = Session.IsFreshByTotp,
    };

    private static bool IsWithin(TimeSpan age, TimeSpan ageMax) => age >= -SkewMax && age < ageMax;
}
