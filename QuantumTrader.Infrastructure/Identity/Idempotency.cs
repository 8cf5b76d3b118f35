using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Kept answers in the console database.</summary>
internal sealed class Idempotency(ConsoleDatabase database, SteadyClock clock) : IIdempotency
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Answers per API key; the oldest make room.</summary>
    public const int CountMax = 1_000;

    private const int BodyMax = 64 * 1024;
    private const int IdempotencyKeyMax = 128;

    public async Task<StoredResponse?> FindAsync(Guid keyId, string idempotencyKey, CancellationToken stopping)
    {
        Check(idempotencyKey);
        var since = clock.UtcNow - KeptFor;
        var row = await database.RunAsync(
            (context, ct) => context.StoredResponses.AsNoTracking().SingleOrDefaultAsync(r => r.KeyId == keyId && r.IdempotencyKey == idempotencyKey && r.AtUtc > since, ct), stopping);
        return row is null ? null : new(row.RequestHash, row.StatusCode, row.Body);
    }

    public async Task<StoredResponse> StoreAsync(Guid keyId, string idempotencyKey, StoredResponse response, CancellationToken stopping)
    {
        Check(idempotencyKey);
        if (response.Body.Length > BodyMax)
        {
            throw new ArgumentException($"An answer that is kept has at most {BodyMax} characters.", nameof(response));
        }

        try
        {
            await database.RunAsync((context, ct) => AddAsync(context, keyId, idempotencyKey, response, ct), stopping);
            return response;
        }
        catch (Exception e) when (ConsoleDatabase.IsConflict(e))
        {
            return await FindAsync(keyId, idempotencyKey, stopping) ?? response; // gone again: it was as old as answers get
        }
    }

    private async Task<int> AddAsync(ConsoleDbContext context, Guid keyId, string idempotencyKey, StoredResponse response, CancellationToken stopping)
    {
        var now = clock.UtcNow;
        var since = now - KeptFor;
        await context.StoredResponses.Where(r => r.KeyId == keyId && r.IdempotencyKey == idempotencyKey && r.AtUtc <= since).ExecuteDeleteAsync(stopping);
        context.StoredResponses.Add(new()
        {
            KeyId = keyId,
            IdempotencyKey = idempotencyKey,
            RequestHash = response.RequestHash,
            StatusCode = response.StatusCode,
            Body = response.Body,
            AtUtc = now,
        });
        await context.SaveChangesAsync(stopping);
        return await MakeRoomAsync(context, keyId, stopping);
    }

    private static async Task<int> MakeRoomAsync(ConsoleDbContext context, Guid keyId, CancellationToken stopping)
    {
        var tooOld = await context.StoredResponses.Where(r => r.KeyId == keyId).OrderByDescending(r => r.AtUtc).Skip(CountMax).Select(r => (DateTimeOffset?)r.AtUtc).FirstOrDefaultAsync(stopping);
        return tooOld is null ? 0 : await context.StoredResponses.Where(r => r.KeyId == keyId && r.AtUtc <= tooOld).ExecuteDeleteAsync(stopping);
    }

    private static void Check(string idempotencyKey)
    {
        if (idempotencyKey is not { Length: > 0 and <= IdempotencyKeyMax })
        {
            throw new ArgumentException($"An idempotency key has 1 to {IdempotencyKeyMax} characters.", nameof(idempotencyKey));
        }
    }
}
