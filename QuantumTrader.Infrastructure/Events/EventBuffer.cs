using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The journal on disk: lines of JSON in segments, see <see cref="EventSerializer"/> and <see cref="Segment"/>. Appending
/// serialises on the caller's thread and never waits for the disk; one thread writes whatever queued during the last fsync
/// as the next group. When a group fails, it and everything queued behind it fail, and their sequences are given out again.
/// Safe for any number of threads.
/// </summary>
public sealed class EventBuffer : IEventJournal, IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly IDisk _disk;
    private readonly string _directory;
    private readonly EventsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IDisposable _lock;
    private readonly SegmentWriter _writer;
    private readonly Quarantine _quarantine;
    private readonly AppendPool _pool = new();
    private readonly EventSerializer _serializer = new();
    private readonly Thread _thread;
    private readonly ITimer _probe;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guarded by _gate.
    private AppendGroup _pending = new();
    private AppendGroup _idle = new();
    private long _lastSequence;
    private long _durableSequence;
    private DateTimeOffset? _durableAtUtc;
    private string? _cause;
    private bool _isProbeDue;
    private bool _isClosed;
    private int _writing;

    private EventBuffer(IDisk disk, string directory, EventsOptions options, TimeProvider time, ILogger log, IDisposable writerLock)
    {
        (_disk, _directory, _options, _time, _log, _lock) = (disk, directory, options, time, log, writerLock);
        _writer = new SegmentWriter(disk, directory, options.SegmentSizeMax);
        _quarantine = new Quarantine(disk, directory, log.JournalLineQuarantined);
        Recovered = JournalRecovery.Run(disk, directory);
        if (Recovered.SegmentPath is { } last)
        {
            _writer.Continue(last);
        }

        disk.FlushDirectory(directory);
        _lastSequence = _durableSequence = Recovered.LastSequence;
        _probe = time.CreateTimer(_ => ProbeSoon(), null, options.ProbeInterval, options.ProbeInterval);
        _thread = new Thread(Run) { IsBackground = true, Name = "event journal" };
    }

    public JournalHealth Health
    {
        get
        {
            lock (_gate)
            {
                return new(_cause is null ? JournalState.Ok : JournalState.Failing, _lastSequence, _durableSequence, _cause, _durableAtUtc);
            }
        }
    }

    /// <summary>Events refused because too many waited for the disk.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Events whose append failed, the refused ones not counted.</summary>
    public long FailedCount { get; private set; }

    /// <summary>Damaged lines met while reading, since the start.</summary>
    public long QuarantinedCount => _quarantine.Count;

    /// <summary>Bytes that were cut off the journal's end when it was opened; they are kept beside it.</summary>
    public long TornLength => Recovered.TornLength;

    internal RecoveredEnd Recovered { get; }

    /// <summary>
    /// Opens or creates the journal of a directory. Throws <see cref="JournalUnavailableException"/>, naming the remedy, when the
    /// directory cannot be written or another process has it.
    /// </summary>
    public static EventBuffer Open(IDisk disk, string directory, EventsOptions options, TimeProvider time, ILogger<EventBuffer>? log = null)
    {
        ILogger logger = log ?? (ILogger)NullLogger.Instance;
        IDisposable? writerLock = null;
        try
        {
            disk.CreateDirectory(directory);
            writerLock = LockOf(disk, directory);
            var buffer = new EventBuffer(disk, directory, options, time, logger, writerLock);
            buffer.Start();
            return buffer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            writerLock?.Dispose();
            throw new JournalUnavailableException($"The journal in {directory} cannot be opened: {e.Message} Check that the directory is writable and the disk has room.", e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Throws <see cref="ArgumentException"/> at once, and takes no sequence, for an event that cannot be written.</remarks>
    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return ValueTask.FromException<long>(new JournalUnavailableException($"The journal in {_directory} is closed."));
            }

            if (_pending.Waiting.Count + _writing >= _options.QueueMax)
            {
                return ValueTask.FromException<long>(Refused_NeedsGate());
            }

            _serializer.Write(_pending.Lines, _lastSequence + 1, e);
            var operation = _pool.Rent();
            var appended = operation.Begin(++_lastSequence);
            _pending.Waiting.Add(operation);
            if (_pending.Waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return appended;
        }
    }

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence)
    {
        long last;
        lock (_gate)
        {
            last = _durableSequence;
        }

        return new JournalReader(_disk, _directory, _quarantine).Read(afterSequence, last);
    }

    /// <summary>Writes what is queued, then lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
        await _probe.DisposeAsync();
        _writer.Dispose();
        _serializer.Dispose();
        _lock.Dispose();
    }

    private static IDisposable LockOf(IDisk disk, string directory)
    {
        try
        {
            return disk.Lock(Path.Combine(directory, "writer.lock"));
        }
        catch (IOException e)
        {
            throw new JournalUnavailableException($"Another process writes the journal in {directory}; stop it, or give this one a data directory of its own.", e);
        }
    }

    private void Start()
    {
        _log.JournalOpened(_directory, _lastSequence);
        if (Recovered.TornName is { } torn)
        {
            _log.JournalTailTorn(Recovered.TornLength, torn);
        }

        _thread.Start();
    }

    private JournalUnavailableException Refused_NeedsGate()
    {
        RefusedCount++;
        var queued = _pending.Waiting.Count + _writing;
        if (_cause is null)
        {
            _log.JournalQueueFull(queued);
        }

        _cause ??= $"{queued} events wait for the disk";
        return new($"The journal's queue is full: {queued} events wait for the disk.");
    }

    private void ProbeSoon()
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

    private void Run()
    {
        while (Next(out var group))
        {
            if (group is null)
            {
                Probe();
            }
            else
            {
                Write(group);
            }
        }

        _ended.SetResult();
    }

    /// <summary>False when closed and empty; a null group asks for a probe.</summary>
    private bool Next(out AppendGroup? group)
    {
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
                _writing = group.Waiting.Count;
            }

            return group is not null || !_isClosed;
        }
    }

    private void Write(AppendGroup group)
    {
        try
        {
            _writer.Write(group.FirstSequence, group.Lines.Written);
        }
        catch (Exception e) // whatever it is, nobody may believe that the events are saved
        {
            _writer.GiveUp();
            Fail(group, e);
            return;
        }

        Durable(group.LastSequence);
        foreach (var operation in group.Waiting)
        {
            operation.Succeed();
        }

        Recycle(group);
    }

    private void Probe()
    {
        try
        {
            _writer.Probe();
        }
        catch (Exception e)
        {
            _writer.GiveUp();
            lock (_gate)
            {
                _cause = e.Message;
            }

            return;
        }

        Durable(null);
    }

    private void Durable(long? sequence)
    {
        bool wasFailing;
        lock (_gate)
        {
            wasFailing = _cause is not null;
            (_cause, _writing) = (null, 0);
            if (sequence is { } last)
            {
                (_durableSequence, _durableAtUtc) = (last, _time.GetUtcNow());
            }
        }

        if (wasFailing)
        {
            _log.JournalRecovered(sequence ?? Health.LastDurableSequence);
        }
    }

    private void Fail(AppendGroup group, Exception e)
    {
        AppendGroup behind;
        int count;
        lock (_gate)
        {
            (behind, _pending) = (_pending, new AppendGroup()); // their lines bear sequences that are void now
            (_lastSequence, _cause, _writing) = (_durableSequence, e.Message, 0);
            count = group.Waiting.Count + behind.Waiting.Count;
            FailedCount += count;
        }

        _log.JournalFailing(count, _durableSequence, e.Message);
        foreach (var operation in group.Waiting.Concat(behind.Waiting))
        {
            operation.Fail(new JournalUnavailableException($"The event with sequence {operation.Sequence} could not be made durable: {e.Message}", e));
        }

        Recycle(group);
    }

    private void Recycle(AppendGroup group)
    {
        lock (_gate)
        {
            group.Clear();
            _idle = group;
        }
    }
}
