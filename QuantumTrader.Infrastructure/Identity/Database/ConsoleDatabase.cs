using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>
/// The way to the console database: a context for each piece of work, prepared (file, migrations) before the first, off the caller's
/// thread, and never longer than <see cref="ConsoleOptions.CommandTimeout"/>.
/// </summary>
public sealed class ConsoleDatabase : IAuditDatabase, IDisposable
{
    private static readonly TimeSpan PrepareLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100); // for the driver to report its own time-out first
    private readonly SemaphoreSlim _turns = new(16, 16); // bounds the threads that a hanging database can take
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly IConsoleEngine _engine;
    private readonly TimeSpan _limit;
    private volatile bool _isPrepared;

    /// <param name="options">Checked by <see cref="ValidateConsoleOptions"/>.</param>
    /// <param name="directory">The data directory; used by SQLite only.</param>
    public ConsoleDatabase(ConsoleOptions options, string directory)
    {
        ArgumentNullException.ThrowIfNull(options);
        _limit = options.CommandTimeout;
        _engine = options.Provider == ConsoleProvider.Postgres ? new PostgresEngine(options) : new SqliteEngine(options, directory);
    }

    /// <summary>The file, or server and database; no secret.</summary>
    public string Where => _engine.Where;

    /// <summary>True when a row that was to be new was there already, or was changed by somebody else meanwhile.</summary>
    public static bool IsConflict(Exception e) => ConsoleFailure.IsConflict(e);

    /// <summary>Creates what is missing and applies migrations. May be repeated.</summary>
    /// <exception cref="ConsoleDatabaseException">Damaged, or newer than this app.</exception>
    /// <exception cref="ConsoleUnavailableException">It does not answer.</exception>
    public async Task PrepareAsync(CancellationToken stopping)
    {
        try
        {
            await RunAsync(static (_, _) => Task.FromResult(true), PrepareLimit, stopping);
        }
        catch (ConsoleUnavailableException e) when (e.InnerException is ConsoleDatabaseException unusable)
        {
            throw unusable;
        }
    }

    /// <summary>Does the work with a context of its own, within the time limit for commands.</summary>
    /// <exception cref="ConsoleUnavailableException">It did not answer; whether the work was done is not known.</exception>
    public Task<T> RunAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, CancellationToken stopping) => RunAsync(work, _limit, stopping);

    /// <param name="limit">Instead of the limit for commands.</param>
    /// <inheritdoc cref="RunAsync{T}(Func{ConsoleDbContext, CancellationToken, Task{T}}, CancellationToken)"/>
    [SuppressMessage("Reliability", "CA2008", Justification = "The continuation only looks at the failure.")]
    public async Task<T> RunAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(work);
        stopping.ThrowIfCancellationRequested();
        var running = Task.Run(() => WorkAsync(work, limit, stopping), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit + Grace, stopping);
        }
        catch (Exception e) when (ConsoleFailure.Explain(e, Where, limit, stopping) is { } explained)
        {
            _ = running.ContinueWith(static late => late.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw explained;
        }
    }

    public void Dispose()
    {
        _engine.Dispose();
        _turns.Dispose();
        _preparing.Dispose();
    }

    private async Task<T> WorkAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, TimeSpan limit, CancellationToken stopping)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limited.CancelAfter(limit);
        await _turns.WaitAsync(limited.Token);
        try
        {
            await EnsurePreparedAsync(limited.Token);
            await using var context = _engine.Open();
            return await work(context, limited.Token);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task EnsurePreparedAsync(CancellationToken stopping)
    {
        if (_isPrepared)
        {
            return;
        }

        await _preparing.WaitAsync(stopping);
        try
        {
            if (!_isPrepared)
            {
                await ConsoleMigrations.ApplyAsync(_engine, stopping);
                _isPrepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }
}
