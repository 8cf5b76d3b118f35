using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The paper account in the engine's SQLite file (WAL, synchronous FULL): durable when SaveAsync returns, kill -9 included.
/// A thread of its own does the disk work, in the order asked; waiting for another process's lock is bounded to five seconds.
/// </summary>
public sealed class SqlitePaperAccountStore : IPaperAccountStore, IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _path;
    private readonly string _account;
    private readonly TimeProvider _time;
    private SqlitePaperSession? _session;
    private bool _isClosed;

    /// <param name="path">The database file; its folder must exist, the file and its tables are made when missing.</param>
    /// <param name="account">Several accounts can share a file.</param>
    /// <param name="time">Stamps each save.</param>
    public SqlitePaperAccountStore(string path, string account, TimeProvider time)
    {
        (_path, _account, _time) = (Path.GetFullPath(path), account, time);
        new Thread(Work) { IsBackground = true, Name = "paper-account-store" }.Start();
    }

    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) =>
        new(RunAsync(session => session.Load()).WaitAsync(stopping));

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping) =>
        new(RunAsync(session => session.Save(state, _time.GetUtcNow())).WaitAsync(stopping));

    /// <summary>Waits for what was asked before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true)) return;
        _work.CompleteAdding();
        await _ended.Task;
        _work.Dispose();
    }

    private Task<T> RunAsync<T>(Func<SqlitePaperSession, T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => Run(job, done));
        return done.Task;
    }

    private void Run<T>(Func<SqlitePaperSession, T> job, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(job(_session ??= SqlitePaperSession.Open(_path, _account)));
        }
        catch (Exception e)
        {
            _session?.Dispose(); // the next job opens anew and reads what is really stored
            _session = null;
            done.SetException(Explained(e));
        }
    }

    private Exception Explained(Exception e) => e switch
    {
        PaperStateException => e,
        SqliteException { SqliteErrorCode: 11 or 26 } => SqlitePaperSession.Damaged(_path, _account, e.Message),
        _ => new PaperStoreUnavailableException($"The paper account in {_path} could not be read or written: {e.Message} See that the folder exists, is writable and has space.", e),
    };

    private void Work()
    {
        foreach (var job in _work.GetConsumingEnumerable()) job();
        _session?.Dispose();
        _ended.SetResult();
    }
}
