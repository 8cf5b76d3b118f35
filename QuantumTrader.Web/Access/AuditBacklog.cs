using System.Threading.Channels;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Web.Access;

/// <summary>
/// Writes records of what has happened already: in order, in the background, again and again until they are written. Taking one in
/// never waits and never fails. What cannot be kept is written whole to the log, and counted.
/// </summary>
public sealed class AuditBacklog(IAuditLog audit, TimeProvider time, ILogger<AuditBacklog> log) : BackgroundService
{
    /// <summary>What may wait; more goes to the log only.</summary>
    public const int WaitingMax = 10_000;

    /// <summary>What may wait when a refusal comes: refusals never take the place of what was done.</summary>
    public const int WaitingMaxForRefusals = 1_000;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(3);
    private readonly Channel<AuditEntry> _waiting = Channel.CreateBounded<AuditEntry>(WaitingMax);
    private readonly Lock _gate = new();
    private AuditEntry? _underWay;
    private (DateTimeOffset SinceUtc, string Cause)? _trouble;
    private long _lost;

    public AuditBacklogHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new(Count, _lost, _trouble?.SinceUtc, _trouble?.Cause);
            }
        }
    }

    private int Count => _waiting.Reader.Count + (_underWay is null ? 0 : 1);

    public void Add(AuditEntry entry)
    {
        if (_trouble is not null)
        {
            Tell(entry);
        }

        if (!_waiting.Writer.TryWrite(entry))
        {
            Lose(entry, "Too many wait already.");
        }
    }

    /// <summary>False when there is no room for refusals now.</summary>
    public bool TryAddRefusal(AuditEntry entry) => _waiting.Reader.Count < WaitingMaxForRefusals && _waiting.Writer.TryWrite(entry);

    /// <summary>Somebody else's write was refused, or a probe was: told, though nothing of it waits here.</summary>
    public void NoteFailure(Exception e) => Failed(e);

    /// <summary>A probe found that the trail takes records. What waits is believed more: it goes by its own tries.</summary>
    public void NoteWritable()
    {
        if (Count == 0)
        {
            Recovered();
        }
    }

    /// <summary>Tries for a moment more to write what waits; what is left then is in the log.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(EndLimit, time);
        while (_underWay is not null || _waiting.Reader.TryRead(out _underWay))
        {
            if (!await TryWriteAsync(_underWay, limit.Token))
            {
                Lose(_underWay, "The app ended.");
            }

            _underWay = null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var entry in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            _underWay = entry;
            var delay = FirstDelay;
            while (!await TryWriteAsync(entry, stoppingToken))
            {
                await Task.Delay(delay, time, stoppingToken);
                delay = delay * 2 < LastDelay ? delay * 2 : LastDelay;
            }

            _underWay = null;
        }
    }

    private async Task<bool> TryWriteAsync(AuditEntry entry, CancellationToken stopping)
    {
        try
        {
            await audit.AppendAsync(entry, stopping);
            Recovered();
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            if (Failed(e))
            {
                Tell(entry);
            }

            return false;
        }
    }

    /// <summary>True when this is the first of its trouble.</summary>
    private bool Failed(Exception e)
    {
        lock (_gate)
        {
            if (_trouble is not null)
            {
                _trouble = (_trouble.Value.SinceUtc, e.Message);
                return false;
            }

            _trouble = (time.GetUtcNow(), e.Message);
        }

        log.AuditUnavailable(Count, e);
        return true;
    }

    private void Recovered()
    {
        lock (_gate)
        {
            if (_trouble is null)
            {
                return;
            }

            _trouble = null;
        }

        log.AuditCaughtUp();
    }

    private void Tell(AuditEntry entry)
    {
        var e = InertText.Of(entry);
        log.AuditWaits(e.ActionId, e.Action, e.Actor, e.From, e.Result.ToString(), e.Target, e.Detail);
    }

    private void Lose(AuditEntry entry, string why)
    {
        Interlocked.Increment(ref _lost);
        var e = InertText.Of(entry);
        log.AuditLost(e.ActionId, why, e.Action, e.Actor, e.From, e.Result.ToString(), e.Target, e.Detail);
    }
}
