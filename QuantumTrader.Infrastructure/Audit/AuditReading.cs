using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The audit trail for those who only read it, beside the running app or without it: creates, migrates and changes nothing.</summary>
public sealed class AuditReading : IDisposable
{
    /// <summary>Nothing waits for it but a person at a command line, and a cold start alone may take seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly PostgresEngine? _postgres;
    private readonly EfAuditLog _log;
    private readonly string[] _journalDirectories;
    private readonly string? _path;

    /// <param name="options">Checked by <see cref="ValidateConsoleOptions"/>.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="journalDirectory">Where the anchors are.</param>
    public AuditReading(ConsoleOptions options, string directory, string journalDirectory, TimeProvider time)
    {
        _journalDirectories = [journalDirectory, Path.Combine(directory, StraightJournal.DirectoryName)];
        _postgres = options.Provider == ConsoleProvider.Postgres ? new PostgresEngine(options) : null;
        _path = _postgres is null ? Path.Combine(directory, SqliteEngine.FileName) : null;
        Where = _postgres?.Where ?? _path!;
        _log = new EfAuditLog(new DirectAuditDatabase(_postgres is { } engine ? engine.Open : OpenFile(_path!), Limit, time), new AuditHead());
    }

    /// <summary>The file, or server and database; no secret.</summary>
    public string Where { get; }

    public IAuditLog Log => _log;

    /// <summary>There is no file to read. Of a server nobody knows before it is asked.</summary>
    public bool IsMissing => _path is not null && !File.Exists(_path);

    /// <summary>Null when there is neither trail nor anchor, and so nothing to be said.</summary>
    /// <exception cref="Domain.Audit.AuditUnavailableException">Trail or journal could not be read.</exception>
    public async Task<AuditVerdict?> VerifyAsync(CancellationToken stopping)
    {
        if (!IsMissing)
        {
            return await new AuditVerifier(_log, Anchors).VerifyAsync(stopping);
        }

        var verdict = await new AuditVerifier(new NoAuditLog(), Anchors).VerifyAsync(stopping);
        return verdict.IsSound ? null : verdict;
    }

    public void Dispose()
    {
        _log.Dispose();
        _postgres?.Dispose();
    }

    private IReadOnlyList<AuditAnchor> Anchors(CancellationToken stopping) => AuditAnchors.Read(PhysicalDisk.Instance, _journalDirectories, stopping);

    private static Func<ConsoleDbContext> OpenFile(string path)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        var options = new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite(connection).Options;
        return () => new SqliteConsoleDbContext(options);
    }
}
