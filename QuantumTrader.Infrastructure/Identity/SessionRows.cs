using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Reads sessions together with their users.</summary>
internal static class SessionRows
{
    public static SessionRow New(SessionFacts s) => new()
    {
        Id = s.Id,
        UserId = s.UserId,
        SecurityStamp = s.SecurityStamp,
        StartedAtUtc = s.StartedAtUtc,
        LastSeenAtUtc = s.LastSeenAtUtc,
        FreshAtUtc = s.FreshAtUtc,
        IsFreshByTotp = s.IsFreshByTotp,
        Address = s.Address,
        Agent = s.Agent,
    };

    public static async Task<(SessionFacts Session, UserFacts User)?> FindAsync(ConsoleDbContext context, Guid id, CancellationToken stopping)
    {
        var found = await Joined(context).Where(j => j.Session.Id == id).SingleOrDefaultAsync(stopping);
        return found is null ? null : (Facts(found.Session), UserDirectory.Facts(found.User));
    }

    /// <summary>Newest first; of those that were not ended.</summary>
    public static async Task<IReadOnlyList<(SessionFacts Session, UserFacts User)>> OpenOfAsync(ConsoleDbContext context, Guid userId, CancellationToken stopping)
    {
        var found = await Joined(context).Where(j => j.Session.UserId == userId && j.Session.EndedAtUtc == null).OrderByDescending(j => j.Session.StartedAtUtc).ToListAsync(stopping);
        return [.. found.Select(j => (Facts(j.Session), UserDirectory.Facts(j.User)))];
    }

    private static IQueryable<SessionAndUser> Joined(ConsoleDbContext context) =>
        context.Sessions.AsNoTracking().Join(context.Users.AsNoTracking(), s => s.UserId, u => u.Id, (session, user) => new SessionAndUser { Session = session, User = user });

    private static SessionFacts Facts(SessionRow s) =>
        new(s.Id, s.UserId, s.SecurityStamp, s.StartedAtUtc, s.LastSeenAtUtc, s.FreshAtUtc, s.IsFreshByTotp, s.Address, s.Agent) { EndedAtUtc = s.EndedAtUtc };

    private sealed class SessionAndUser
    {
        public required SessionRow Session { get; init; }
        public required ConsoleUser User { get; init; }
    }
}
