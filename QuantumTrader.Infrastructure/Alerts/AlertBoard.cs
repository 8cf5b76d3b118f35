using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts.Webhook;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>
/// The alerts of this instance, in memory: everything else (file, database, webhook, screen) works from here. Its lock is held for
/// memory alone, so that nobody who raises an alert waits for a disk.
/// </summary>
public sealed class AlertBoard : IAlerts, IAlertCount
{
    /// <summary>Alerts that the database has not taken; beyond it the oldest that is over leaves, and is counted.</summary>
    public const int UnsavedMax = 2_000;

    private readonly Lock _gate = new();
    private readonly AlertOutbox _outbox = new();
    private readonly Dictionary<Guid, Alert> _unsaved = []; // bounded by UnsavedMax
    private readonly AlertBook _book;
    private readonly WebhookMessages? _messages;
    private readonly TimeProvider _time;
    private TaskCompletionSource _changed = New();
    private TaskCompletionSource _durable = New();
    private long _version;
    private long _durableVersion;
    private volatile int _openCount;

    /// <param name="ids">Of alerts and messages.</param>
    /// <param name="time">Stamps messages.</param>
    /// <param name="messages">Null when nothing goes out.</param>
    public AlertBoard(IIdSource ids, TimeProvider time, WebhookMessages? messages = null)
    {
        (_book, _messages, _time) = (new AlertBook(ids.Next), messages, time);
    }

    /// <summary>For the badge; waits for nobody.</summary>
    public int OpenCount => _openCount;

    /// <summary>Alerts that were lost to the database since the start; they were shown.</summary>
    public long UnsavedLostCount { get; private set; }

    public AlertsState State
    {
        get
        {
            lock (_gate)
            {
                return new([.. _book.Open.OrderByDescending(a => a.FirstSeenAtUtc)], [.. _book.Recent], [.. _outbox.Waiting], [.. _outbox.Dead], _book.DroppedCount);
            }
        }
    }

    public void Raise(AlertReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Change(() => _book.Report(report));
    }

    public void Resolve(AlertKind kind, string key, DateTimeOffset atUtc)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Change(() => _book.Resolve(kind.Code, key, atUtc));
    }

    /// <summary>A state was looked at and still is so.</summary>
    public void Observe(AlertReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Change(() => _book.Observe(report));
    }

    /// <summary>Null when there is no such alert here, or it was acknowledged before.</summary>
    public Alert? Acknowledge(Guid id, string by, DateTimeOffset atUtc) => Change(() => _book.Acknowledge(id, by, atUtc));

    public Alert? Find(Guid id)
    {
        lock (_gate)
        {
            return _book.Find(id);
        }
    }

    /// <summary>Completes at the next change, also one that came since <paramref name="seenVersion"/>.</summary>
    internal Task ChangedAsync(long seenVersion)
    {
        lock (_gate)
        {
            return _version != seenVersion ? Task.CompletedTask : _changed.Task;
        }
    }

    /// <summary>Completes when everything that was told up to now would outlive the process.</summary>
    public async Task DurableAsync(CancellationToken stopping)
    {
        long wanted;
        lock (_gate)
        {
            wanted = _version;
        }

        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_durableVersion >= wanted)
                {
                    return;
                }

                next = _durable.Task;
            }

            await next.WaitAsync(stopping);
        }
    }

    internal void Restore(AlertsImage image)
    {
        lock (_gate)
        {
            foreach (var alert in image.Open.Concat(image.Recent.Reverse()))
            {
                _book.Restore(alert);
            }

            foreach (var alert in image.Unsaved)
            {
                _unsaved[alert.Id] = alert;
            }

            foreach (var delivery in image.Waiting.Where(_ => _messages is not null))
            {
                _outbox.Add(delivery);
            }

            foreach (var delivery in image.Dead.Reverse())
            {
                _outbox.Bury(delivery);
            }

            _openCount = _book.Open.Count;
            Touch();
        }
    }

    internal long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    internal (long Version, AlertsImage Image) Image()
    {
        lock (_gate)
        {
            return (_version, new()
            {
                Open = [.. _book.Open],
                Recent = [.. _book.Recent],
                Unsaved = [.. _unsaved.Values],
                Waiting = [.. _outbox.Waiting],
                Dead = [.. _outbox.Dead],
            });
        }
    }

    /// <summary>Everything up to this version is on a disk.</summary>
    internal void Durable(long version)
    {
        TaskCompletionSource? done = null;
        lock (_gate)
        {
            if (version > _durableVersion)
            {
                _durableVersion = version;
                (done, _durable) = (_durable, New());
            }
        }

        done?.TrySetResult();
    }

    internal IReadOnlyList<Alert> Unsaved(int countMax)
    {
        lock (_gate)
        {
            return [.. _unsaved.Values.Take(countMax)];
        }
    }

    /// <summary>The database has them as they were then; one that changed meanwhile stays to be saved.</summary>
    internal void Saved(IEnumerable<Alert> alerts)
    {
        lock (_gate)
        {
            foreach (var alert in alerts)
            {
                if (_unsaved.TryGetValue(alert.Id, out var now) && ReferenceEquals(now, alert))
                {
                    _unsaved.Remove(alert.Id);
                }
            }

            Touch();
        }
    }

    internal AlertDelivery? NextDelivery(DateTimeOffset nowUtc)
    {
        lock (_gate)
        {
            return _outbox.Next(nowUtc);
        }
    }

    /// <summary>When the next message may go, and the version that says so.</summary>
    internal (DateTimeOffset? AtUtc, long Version) NextDeliveryAt()
    {
        lock (_gate)
        {
            return (_outbox.NextAtUtc, _version);
        }
    }

    internal void Delivered(Guid id) => Mend(() => _outbox.Delivered(id));

    internal void Failed(Guid id, string error, DateTimeOffset nextAtUtc) => Mend(() => _outbox.Failed(id, error, nextAtUtc));

    internal void GiveUp(Guid id, string error) => Mend(() => _outbox.GiveUp(id, error));

    /// <summary>What was given up goes out again; how many.</summary>
    public int SendAgain()
    {
        var count = 0;
        Mend(() => count = _outbox.Revive(_time.GetUtcNow()));
        return count;
    }

    private void Mend(Action change)
    {
        lock (_gate)
        {
            change();
            Touch();
        }
    }

    private Alert? Change(Func<(Alert? Alert, AlertChange Change)> change)
    {
        lock (_gate)
        {
            var (alert, what) = change();
            if (alert is null)
            {
                return null;
            }

            Keep(alert);
            if (_messages?.Of(alert, what, _time.GetUtcNow()) is { } delivery)
            {
                _outbox.Add(delivery);
            }

            _openCount = _book.Open.Count;
            Touch();
            return alert;
        }
    }

    private void Keep(Alert alert)
    {
        if (_unsaved.Count >= UnsavedMax && !_unsaved.ContainsKey(alert.Id))
        {
            _unsaved.Remove((_unsaved.Values.FirstOrDefault(a => !a.IsOpen) ?? _unsaved.Values.First()).Id);
            UnsavedLostCount++;
        }

        _unsaved[alert.Id] = alert;
    }

    private void Touch()
    {
        _version++;
        _changed.TrySetResult(); // continuations run on the pool, never here
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
