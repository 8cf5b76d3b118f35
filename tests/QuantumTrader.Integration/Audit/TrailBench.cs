using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Audit;

/// <summary>A data directory with a console database and a journal, as the app would have left them.</summary>
internal sealed class TrailBench : IDisposable
{
    private readonly List<IDisposable> _open = [];

    public TempFolder Data { get; } = new();

    public string File => Data["console.db"];

    /// <summary>A writer of its own, as another process would have it.</summary>
    public EfAuditLog Open(ConsoleOptions? options = null)
    {
        var database = new ConsoleDatabase(options ?? new ConsoleOptions { CommandTimeout = TimeSpan.FromMinutes(1) }, Data.Path);
        var log = new EfAuditLog(database, new AuditHead());
        _open.AddRange([log, database]);
        return log;
    }

    public async Task<IReadOnlyList<AuditRecord>> FillAsync(int count)
    {
        var log = Open();
        var records = new List<AuditRecord>();
        for (var i = 1; i <= count; i++)
        {
            records.Add(await log.AppendAsync(Entry(i), CancellationToken.None));
        }

        Close();
        return records;
    }

    /// <summary>Puts anchors into the journal, as the engine does.</summary>
    public Task AnchorAsync(params AuditRecord[] records) => AnchorInAsync("events", records);

    public async Task AnchorInAsync(string folder, params AuditRecord[] records)
    {
        await using var journal = EventBuffer.Open(PhysicalDisk.Instance, Data[folder], new EventsOptions(), TimeProvider.System);
        foreach (var record in records)
        {
            await journal.AppendAsync(new AuditAnchored(new Guid((int)record.Seq, 7, 0, new byte[8]), record.Entry.AtUtc) { Seq = record.Seq, Hash = record.Hash });
        }
    }

    /// <summary>As somebody with the file in hand would.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void DropTriggers() => Execute("DROP TRIGGER audit_records_no_update; DROP TRIGGER audit_records_no_delete;");

    public static AuditEntry Entry(int n) => new(new Guid(n, 0, 0, new byte[8]), new DateTimeOffset(2026, 11, 23, 12, 0, 0, 1, TimeSpan.FromHours(2)).AddTicks(n), "anna", "Person", "policy.loosen", AuditResult.Done)
    {
        UserId = new Guid(n, 1, 0, new byte[8]),
        From = "127.0.0.1",
        Target = "limits",
        Before = "5 %",
        After = "6 %",
        Reason = $"reason {n} – ünï",
    };

    public void Close()
    {
        _open.ForEach(o => o.Dispose());
        _open.Clear();
    }

    public void Dispose()
    {
        Close();
        Data.Dispose();
    }
}
