using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.TestSupport.Access;

/// <summary>An audit trail in memory that fails or hangs when the test says so.</summary>
public sealed class MemoryAudit : IAuditLog
{
    private readonly Lock _gate = new();
    private readonly List<AuditRecord> _records = [];

    /// <summary>Null: it works.</summary>
    public Func<AuditEntry, Exception?>? Failure { get; set; }

    /// <summary>What a probe answers; null: it could be written.</summary>
    public Exception? ProbeFailure { get; set; }

    /// <summary>What an append waits for first; null: nothing.</summary>
    public Task? Hold { get; set; }

    public int Tries { get; private set; }

    public IReadOnlyList<AuditRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    public IReadOnlyList<AuditEntry> Entries => [.. Records.Select(r => r.Entry)];

    public async Task<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken stopping)
    {
        if (Hold is { } hold)
        {
            await hold.WaitAsync(stopping);
        }

        lock (_gate)
        {
            Tries++;
            if (Failure?.Invoke(entry) is { } failure)
            {
                throw failure;
            }

            var record = AuditChain.Follow(_records.LastOrDefault(), entry);
            _records.Add(record);
            return record;
        }
    }

    public Task ProbeAsync(CancellationToken stopping) => ProbeFailure is { } failure ? Task.FromException(failure) : Task.CompletedTask;

    public Task<IReadOnlyList<AuditRecord>> ReadAsync(long? beforeSeq, int countMax, CancellationToken stopping) =>
        Task.FromResult<IReadOnlyList<AuditRecord>>([.. Records.Reverse().Where(r => beforeSeq is null || r.Seq < beforeSeq).Take(countMax)]);

    public async IAsyncEnumerable<AuditRecord> ReadAllAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        foreach (var record in Records)
        {
            await Task.Yield();
            yield return record;
        }
    }

    public Task<AuditRecord?> HeadAsync(CancellationToken stopping) => Task.FromResult(Records is [.., var last] ? last : null);

    /// <summary>For tampering.</summary>
    public void Change(Action<List<AuditRecord>> change)
    {
        lock (_gate)
        {
            change(_records);
        }
    }

    public void Break() => Failure = _ => new AuditUnavailableException("the disk is full.");
}
