using System.Globalization;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Between the appenders and the writing thread: gives out sequences, gathers lines into the next group, and knows what is
/// durable. Bounded by <see cref="EventsOptions.QueueMax"/> events that wait; more are refused. Safe for any number of threads.
/// </summary>
internal sealed class AppendQueue(string directory, EventsOptions options, long lastSequence, DurableEnd end, TimeProvider time)
{
    private const int LingerTurns = 40;
    private const int LingerTurn = 50; // some two microseconds

    /// <summary>One for each thread that appends, so that the gate is held for the copying alone.</summary>
    [ThreadStatic]
    private static EventSerializer? _serializer;

    private readonly object _gate = new(); // an object, because threads wait on it
    private readonly AppendPool _pool = new();
    private AppendGroup _pending = new();
    private AppendGroup _idle = new();
    private long _lastSequence = lastSequence;
    private long _durableSequence = lastSequence;
    private DurableEnd _end = end;
    private DateTimeOffset? _durableAtUtc;
    private string? _cause;
    private int _writing;
    private WaitStart? _writingSince;
    private int _queued; // of the pending group, to look at without the gate
    private bool _lingers; // the writer's own
    private bool _isProbeDue;
    private bool _isClosed;

    public long RefusedCount { get; private set; }

    public long FailedCount { get; private set; }

    public JournalHealth Health
    {
        get
        {
            lock (_gate)
            {
                var since = _writing > 0 ? _writingSince : _pending.Since;
                var stalledFor = since is { } moment ? time.GetElapsedTime(moment.Timestamp) : TimeSpan.Zero;
                var isStalled = stalledFor >= options.StallAfter;
                return new(
                    _cause is not null ? JournalState.Failing : isStalled ? JournalState.Stalled : JournalState.Ok,
                    _lastSequence,
                    _durableSequence,
                    _cause ?? (isStalled ? Stalled_NeedsGate(stalledFor) : null),
                    _durableAtUtc,
                    since?.AtUtc);
            }
        }
    }

    /// <summary>Up to where readers may go.</summary>
    public DurableEnd End
    {
        get
        {
            lock (_gate)
            {
                return _end;
            }
        }
    }

    public ValueTask<long> Append(DomainEvent e)
    {
        var serializer = _serializer ??= new EventSerializer();
        serializer.Prepare(e);
        lock (_gate)
        {
            if (_isClosed)
            {
                return ValueTask.FromException<long>(new JournalUnavailableException($"The journal in {directory} is closed."));
            }

            if (_pending.Waiting.Count + _writing >= options.QueueMax)
            {
                return ValueTask.FromException<long>(Refused_NeedsGate());
            }

            serializer.WritePrepared(_pending.Lines, _lastSequence + 1);
            var operation = _pool.Rent();
            var appended = operation.Begin(++_lastSequence);
            _pending.Waiting.Add(operation);
            _queued = _pending.Waiting.Count;
            if (_pending.Waiting.Count == 1)
            {
                _pending.Since = new(time.GetUtcNow(), time.GetTimestamp());
                Monitor.Pulse(_gate);
            }

            return appended;
        }
    }

    /// <summary>Waits for work. False when closed and empty; a null group asks for a probe of the disk.</summary>
    public bool Next(out AppendGroup? group)
    {
        Linger();
        lock (_gate)
        {
            while (_pending.Waiting.Count == 0 && !_isClosed && !_isProbeDue)
            {
                Monitor.Wait(_gate);
            }

            group = null;
            _isProbeDue = false;
            if (_pending.Waiting.Count > 0)
            {
                (group, _pending) = (_pending, _idle);
                (_writing, _writingSince) = (group.Waiting.Count, group.Since);
                (_queued, _lingers) = (0, Environment.ProcessorCount > 1);
            }

            return group is not null || !_isClosed;
        }
    }

    /// <summary>The group is on the platter: its appenders are told, in order. True when the disk was failing before.</summary>
    public bool Succeeded(AppendGroup group, in DurableEnd end)
    {
        bool wasFailing;
        lock (_gate)
        {
            wasFailing = _cause is not null;
            (_durableSequence, _end, _durableAtUtc) = (group.LastSequence, end, time.GetUtcNow());
            (_cause, _writing) = (null, 0);
        }

        foreach (var operation in group.Waiting)
        {
            operation.Succeed();
        }

        Recycle(group);
        return wasFailing;
    }

    /// <summary>The group is not durable, and what queued behind it bears sequences that are void now: all of them are told. Returns how many.</summary>
    public int Failed(AppendGroup group, Exception e)
    {
        AppendGroup behind;
        int count;
        lock (_gate)
        {
            (behind, _pending) = (_pending, new AppendGroup());
            _queued = 0;
            (_lastSequence, _cause, _writing) = (_durableSequence, e.Message, 0);
            count = group.Waiting.Count + behind.Waiting.Count;
            FailedCount += count;
        }

        foreach (var operation in group.Waiting.Concat(behind.Waiting))
        {
            operation.Fail(new JournalUnavailableException($"The event with sequence {operation.Sequence} could not be made durable: {e.Message}", e));
        }

        Recycle(group);
        return count;
    }

    /// <param name="cause">Null when the disk takes writes again.</param>
    public void Probed(string? cause)
    {
        lock (_gate)
        {
            _cause = cause;
        }
    }

    /// <summary>Asks for a probe when the disk is failing.</summary>
    public void ProbeSoon()
    {
        lock (_gate)
        {
            _isProbeDue = _cause is not null;
            if (_isProbeDue)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Takes no more; what is queued is still written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Who waited for the last group often appends again within microseconds, sooner than a sleeping thread wakes up; so the writer stays
    /// awake for a moment after a group, once, and never when it has nothing behind it.
    /// </summary>
    private void Linger()
    {
        for (var i = 0; i < LingerTurns && _lingers && Volatile.Read(ref _queued) == 0; i++)
        {
            Thread.SpinWait(LingerTurn);
        }

        _lingers = false;
    }

    private JournalUnavailableException Refused_NeedsGate()
    {
        RefusedCount++;
        var queued = _pending.Waiting.Count + _writing;
        _cause ??= $"{queued} events wait for the disk";
        return new($"The journal's queue is full: {queued} events wait for the disk.");
    }

    private string Stalled_NeedsGate(TimeSpan stalledFor) => string.Create(
        CultureInfo.InvariantCulture, $"the disk has not answered for {stalledFor.TotalSeconds:0.0} s; {_pending.Waiting.Count + _writing} events wait");

    private void Recycle(AppendGroup group)
    {
        lock (_gate)
        {
            group.Clear();
            _idle = group;
        }
    }
}
