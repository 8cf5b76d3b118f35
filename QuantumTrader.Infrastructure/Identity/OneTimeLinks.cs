using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>One-time links in the console database.</summary>
internal sealed class OneTimeLinks(ConsoleDatabase database, IOptions<AccessOptions> limits, SteadyClock clock) : IOneTimeLinks
{
    /// <summary>A link from farther in the future than this is none: the clock was set back.</summary>
    private static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);

    public async Task<string> IssueAsync(LinkPurpose purpose, Guid? userId, CancellationToken stopping)
    {
        var (token, now) = (Secrets.New(), clock.UtcNow);
        var row = new OneTimeLinkRow { TokenHash = Secrets.HashOf(token), Purpose = purpose, UserId = userId, IssuedAtUtc = now, ExpiresAtUtc = now + limits.Value.LinkMax };
        return await database.RunAsync(
            async (context, ct) =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
                await context.OneTimeLinks.Where(l => l.Purpose == purpose && l.UserId == userId && l.EndedAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAtUtc, now), ct);
                context.OneTimeLinks.Add(row);
                await context.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return token;
            },
            stopping);
    }

    public async Task<OneTimeLink?> PeekAsync(string? token, CancellationToken stopping)
    {
        var (hash, now) = (HashOf(token), clock.UtcNow);
        var row = hash is null ? null : await database.RunAsync((context, ct) => Good(context, hash, now).AsNoTracking().SingleOrDefaultAsync(ct), stopping);
        return row is null ? null : new(row.Purpose, row.UserId, row.ExpiresAtUtc);
    }

    public async Task<OneTimeLink?> RedeemAsync(string? token, CancellationToken stopping)
    {
        if (HashOf(token) is not { } hash)
        {
            return null;
        }

        var now = clock.UtcNow;
        var row = await database.RunAsync(
            async (context, ct) =>
                // One statement decides: of two at once, one finds it ended.
                await Good(context, hash, now).ExecuteUpdateAsync(set => set.SetProperty(l => l.EndedAtUtc, now), ct) == 1
                    ? await context.OneTimeLinks.AsNoTracking().SingleAsync(l => l.TokenHash == hash, ct)
                    : null,
            stopping);
        return row is null ? null : new(row.Purpose, row.UserId, row.ExpiresAtUtc);
    }

    private static IQueryable<OneTimeLinkRow> Good(ConsoleDbContext context, string hash, DateTimeOffset now)
    {
        var latest = now + SkewMax;
        return context.OneTimeLinks.Where(l => l.TokenHash == hash && l.EndedAtUtc == null && l.ExpiresAtUtc > now && l.IssuedAtUtc <= latest);
    }

    private static string? HashOf(string? token) => token is { Length: Secrets.Length } ? Secrets.HashOf(token) : null;
}
