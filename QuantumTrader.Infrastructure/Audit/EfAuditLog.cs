using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>
/// The audit trail in the console database. Any number of writers, in this process and others, make one chain: the number is the
/// primary key, and whoever finds it taken reads the new head and tries the next. An entry that is there already word for word, with
/// its action's id, is not written again, so that a write of which nobody knows whether it went through can be repeated.
/// </summary>
/// <param name="head">Is told of every record.</param>
public sealed class EfAuditLog(IAuditDatabase database, AuditHead head) : IAuditLog, IDisposable
{
    public const int ReadMax = 1000;
    private const string NotRead = "The audit trail cannot be read";
    private const string NotWritten = "The audit trail cannot be written";
    private const int BatchSize = 500;

    // Nobody reads the number. To set it, even to what it is, goes the way of every write: lock, journal, fsync.
    private const string SqliteProbe = "PRAGMA user_version = 0";
    private const string PostgresProbe = "SELECT pg_current_xact_id()"; // refused by a server that takes no writes
    private const int TriesMax = 1000; // each lost try is another writer's record, so this many never happen within the limit
    private readonly SemaphoreSlim _turn = new(1);

    public Task<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var inert = InertText.Of(entry);
        return AskAsync(NotWritten, (db, over) => AppendInTurnAsync(db, inert, over), stopping);
    }

    public Task ProbeAsync(CancellationToken stopping) =>
        AskAsync(NotWritten, (db, over) => db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? SqliteProbe : PostgresProbe, over), stopping);

    public Task<IReadOnlyList<AuditRecord>> ReadAsync(long? beforeSeq, int countMax, CancellationToken stopping) =>
        AskAsync<IReadOnlyList<AuditRecord>>(NotRead, async (db, over) =>
        {
            var rows = db.Audit.AsNoTracking().Where(r => beforeSeq == null || r.Seq < beforeSeq).OrderByDescending(r => r.Seq).Take(Math.Clamp(countMax, 1, ReadMax));
            return [.. (await rows.ToListAsync(over)).Select(AuditRows.ToRecord)];
        }, stopping);

    public Task<AuditRecord?> HeadAsync(CancellationToken stopping) =>
        AskAsync(NotRead, HeadAsync, stopping);

    public async IAsyncEnumerable<AuditRecord> ReadAllAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        var after = long.MinValue;
        var size = BatchSize;
        while (true)
        {
            var (batch, isDamaged) = await TryBatchAsync(after, size, stopping);
            if (isDamaged)
            {
                size = 1; // one by one up to the row that cannot be read
                continue;
            }

            foreach (var record in batch)
            {
                yield return record;
                after = record.Seq;
            }

            if (batch.Count < size)
            {
                yield break;
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(IReadOnlyList<AuditRecord> Batch, bool IsDamaged)> TryBatchAsync(long after, int size, CancellationToken stopping)
    {
        try
        {
            return (await BatchAsync(after, size, stopping), false);
        }
        catch (AuditUnavailableException e) when (size > 1 && AuditFailure.IsDamage(e))
        {
            return ([], true);
        }
    }

    private Task<IReadOnlyList<AuditRecord>> BatchAsync(long after, int size, CancellationToken stopping) =>
        AskAsync<IReadOnlyList<AuditRecord>>(NotRead, async (db, over) =>
        {
            return [.. (await db.Audit.AsNoTracking().Where(r => r.Seq > after).OrderBy(r => r.Seq).Take(size).ToListAsync(over)).Select(AuditRows.ToRecord)];
        }, stopping);

    private async Task<AuditRecord> AppendInTurnAsync(ConsoleDbContext db, AuditEntry entry, CancellationToken over)
    {
        await _turn.WaitAsync(over);
        try
        {
            var record = await WrittenAsync(db, entry, over) ?? await WriteAsync(db, entry, over);
            head.MoveTo(record);
            return record;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<AuditRecord?> WrittenAsync(ConsoleDbContext db, AuditEntry entry, CancellationToken over)
    {
        var rows = await db.Audit.AsNoTracking().Where(r => r.ActionId == entry.ActionId).ToListAsync(over);
        return rows.Select(AuditRows.ToRecord).FirstOrDefault(r => r.Entry == entry);
    }

    private static async Task<AuditRecord> WriteAsync(ConsoleDbContext db, AuditEntry entry, CancellationToken over)
    {
        for (var tries = 1; ; tries++)
        {
            var record = AuditChain.Follow(await HeadAsync(db, over), entry);
            db.Audit.Add(AuditRows.ToRow(record));
            try
            {
                await db.SaveChangesAsync(over);
                return record;
            }
            catch (DbUpdateException e) when (tries < TriesMax && !over.IsCancellationRequested && AuditFailure.IsConflict(e))
            {
                db.ChangeTracker.Clear(); // another writer was first
            }
        }
    }

    private static async Task<AuditRecord?> HeadAsync(ConsoleDbContext db, CancellationToken over) =>
        await db.Audit.AsNoTracking().OrderByDescending(r => r.Seq).FirstOrDefaultAsync(over) is { } row ? AuditRows.ToRecord(row) : null;

    private async Task<T> AskAsync<T>(string what, Func<ConsoleDbContext, CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        try
        {
            return await database.RunAsync(work, stopping);
        }
        catch (Exception e) when (!(e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            throw AuditFailure.Of(what, e);
        }
    }
}
