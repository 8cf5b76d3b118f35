using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>API keys in the console database, checked against the ring in memory.</summary>
internal sealed class ApiKeys(ConsoleDatabase database, KeyRing ring, KeyUses uses, SteadyClock clock, RandomIds ids) : IApiKeys
{
    /// <summary>Good keys at a time: all of them are kept in memory and in the cache file.</summary>
    public const int CountMax = 1_000;

    private const int LabelMax = 64;
    private const string NotGood = "The API key is not good: it is unknown, expired or revoked, or its owner is disabled.";

    public async Task<NewApiKey> CreateAsync(UserFacts owner, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping)
    {
        var (now, secret) = (clock.UtcNow, Secrets.New());
        var row = new ApiKeyRow { Id = ids.Next(), OwnerId = owner.Id, Label = BoundedText.Of(label, LabelMax), SecretHash = Secrets.HashOf(secret), Scopes = scopes, CreatedAtUtc = now, ExpiresAtUtc = now + lifetime };
        await database.RunAsync(
            async (context, ct) =>
            {
                if (await context.ApiKeys.CountAsync(k => k.RevokedAtUtc == null && k.ExpiresAtUtc > now, ct) >= CountMax)
                {
                    throw new InvalidOperationException($"There are {CountMax} API keys already; revoke some first.");
                }

                context.ApiKeys.Add(row);
                return await context.SaveChangesAsync(ct);
            },
            stopping);
        ring.Change(keys => keys.With(new KnownKey(row.Id, row.Label, row.SecretHash, scopes, now, row.ExpiresAtUtc, owner.Id, owner.Name, owner.Roles, owner.IsDisabled, owner.HasTotp)));
        return new(Facts(row, owner.Name), ApiKeyText.Of(row.Id, secret));
    }

    public async ValueTask<ApiKeyCheck> CheckAsync(string? text, string? address, CancellationToken stopping)
    {
        if (!ApiKeyText.TryRead(text, out var id, out var secret))
        {
            return new ApiKeyCheck.Bad(NotGood);
        }

        var shown = Secrets.HashOf(secret);
        var (key, isFresh) = await ring.FindAsync(id, stopping);
        if (key is null)
        {
            return isFresh ? new ApiKeyCheck.Bad(NotGood) : new ApiKeyCheck.Unknown("The API key cannot be checked: the console database does not answer, and the key is not known here.");
        }

        var now = clock.UtcNow;
        if (!Secrets.AreEqual(key.SecretHash, shown) || !key.IsInTime(now) || key.IsOwnerDisabled)
        {
            return new ApiKeyCheck.Bad(NotGood);
        }

        uses.Note(id, now, address);
        return new ApiKeyCheck.Good(key.ToCaller(address), !isFresh);
    }

    public async Task<bool> RevokeAsync(Guid id, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        var isThere = await database.RunAsync(
            async (context, ct) =>
                await context.ApiKeys.Where(k => k.Id == id && k.RevokedAtUtc == null).ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAtUtc, now), ct) > 0
                || await context.ApiKeys.AnyAsync(k => k.Id == id, ct),
            stopping);
        ring.Change(keys => keys.Without(id));
        return isThere;
    }

    public async Task<IReadOnlyList<ApiKeyFacts>> ListAsync(CancellationToken stopping)
    {
        var rows = await database.RunAsync(
            (context, ct) => context.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAtUtc).Join(context.Users, k => k.OwnerId, u => u.Id, (k, u) => new { Key = k, u.UserName }).ToListAsync(ct), stopping);
        return [.. rows.Select(r => WithUse(Facts(r.Key, r.UserName ?? "")))];
    }

    private static ApiKeyFacts Facts(ApiKeyRow row, string owner) => new(row.Id, row.OwnerId, owner, row.Label, row.Scopes, row.CreatedAtUtc, row.ExpiresAtUtc)
    {
        RevokedAtUtc = row.RevokedAtUtc,
        LastUsedAtUtc = row.LastUsedAtUtc,
        LastUsedFrom = row.LastUsedFrom,
    };

    private ApiKeyFacts WithUse(ApiKeyFacts facts) =>
        uses.Of(facts.Id) is { } use && !(facts.LastUsedAtUtc >= use.AtUtc) ? facts with { LastUsedAtUtc = use.AtUtc, LastUsedFrom = use.From } : facts;
}
