using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>
/// Keeps the board: first in a file of the data directory, which holds across a crash whatever the database does, then in the database,
/// where every console finds it. While either is away it tries again; what the database lacks is in the file.
/// </summary>
public sealed class AlertKeeper(AlertBoard board, AlertFile file, AlertTable table, TimeProvider time, ILogger<AlertKeeper> log) : IHostedLifecycleService, IDisposable
{
    private const int BatchMax = 100;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private long _writtenVersion;
    private DateTimeOffset _databaseNotBeforeUtc = DateTimeOffset.MinValue;
    private DateTimeOffset _prunedAtUtc = DateTimeOffset.MinValue;
    private volatile bool _needsRows;
    private volatile string? _fileCause;
    private volatile string? _databaseCause;
    private DateTimeOffset? _sinceUtc;

    public AlertsHealth Health
    {
        get
        {
            var cause = _fileCause ?? _databaseCause;
            return new(cause is null ? null : _sinceUtc, cause);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Load();
        _running = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>After all others have stopped: what they said last is kept too.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await RoundAsync(CancellationToken.None).WaitAsync(LastWait, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            log.AlertsNotOnDisk(file.Path, "The disk did not answer in time.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    internal void Load()
    {
        try
        {
            if (file.Read() is { } image)
            {
                board.Restore(image);
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            log.AlertsFileUnusable(file.Path, e.Message.ReplaceLineEndings(" "));
            PutAside();
        }

        _needsRows = true; // the file is new or lost: the database may know what was open
    }

    /// <summary>Writes what changed to the file, then to the database. Never throws but for <paramref name="stopping"/>.</summary>
    internal async Task RoundAsync(CancellationToken stopping)
    {
        await WriteFileAsync();
        if (time.GetUtcNow() >= _databaseNotBeforeUtc)
        {
            await WriteRowsAsync(stopping);
        }

        _sinceUtc = _fileCause is null && _databaseCause is null ? null : _sinceUtc ?? time.GetUtcNow();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await RoundAsync(stopping);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            await Task.WhenAny(board.ChangedAsync(_writtenVersion), Task.Delay(RetryAfter, time, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    private async Task WriteFileAsync()
    {
        var (version, image) = board.Image();
        if (version == _writtenVersion)
        {
            return;
        }

        try
        {
            await file.WriteAsync(image);
            _writtenVersion = version;
            _fileCause = null;
            board.Durable(version);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_fileCause is null)
            {
                log.AlertsNotOnDisk(file.Path, e.Message);
            }

            _fileCause = $"{file.Path}: {e.Message}";
            await Task.Delay(RetryAfter, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task WriteRowsAsync(CancellationToken stopping)
    {
        try
        {
            await TakeRowsAsync(stopping);
            var version = board.Version;
            while (board.Unsaved(BatchMax) is { Count: > 0 } batch)
            {
                await table.SaveAsync(batch, stopping);
                board.Saved(batch);
            }

            board.Durable(version);
            await PruneAsync(stopping);
            if (_databaseCause is not null)
            {
                log.AlertsSavedAgain();
            }

            _databaseCause = null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The next start goes on with it.
        }
#pragma warning disable CA1031 // Whatever the database does, alerts go on being shown, filed and sent out.
        catch (Exception e)
        {
            if (_databaseCause is null)
            {
                log.AlertsNotInDatabase(e.Message);
            }

            _databaseCause = e.Message;
            _databaseNotBeforeUtc = time.GetUtcNow() + RetryAfter;
        }
#pragma warning restore CA1031
    }

    private async Task TakeRowsAsync(CancellationToken stopping)
    {
        if (_needsRows)
        {
            var open = await table.OpenOfThisAsync(stopping);
            board.Restore(new AlertsImage { Open = open });
            _needsRows = false;
        }
    }

    private async Task PruneAsync(CancellationToken stopping)
    {
        if (time.GetUtcNow() - _prunedAtUtc >= PruneEvery)
        {
            await table.PruneAsync(time.GetUtcNow(), stopping);
            _prunedAtUtc = time.GetUtcNow();
        }
    }

    private void PutAside()
    {
        try
        {
            file.PutAside(time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.AlertsNotOnDisk(file.Path, e.Message);
        }
    }
}
