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
public sealed class EventBuffer : IEventJournal, IJournalLines, IAsyncDisposable
{
    private readonly IDisk _disk;
    private readonly string _directory;
    private readonly ILogger _log;
    private readonly IDisposable _lock;
    private readonly AppendQueue _queue;
    private readonly DurableWaiters _waiters;
    private readonly SegmentWriter _writer;
    private readonly Quarantine _quarantine;
    private readonly RecoveredEnd _recovered;
    private readonly Thread _thread;
    private readonly ITimer _probe;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EventBuffer(IDisk disk, string directory, EventsOptions options, TimeProvider time, ILogger log, IDisposable writerLock)
    {
        (_disk, _directory, _log, _lock) = (disk, directory, log, writerLock);
        _quarantine = new Quarantine(disk, directory, log.JournalLineQuarantined);
        _writer = new SegmentWriter(disk, directory, options.SegmentSizeMax);
        JournalId = JournalIdFile.ReadOrMake(disk, directory);
        _recovered = JournalRecovery.Run(disk, directory);
        if (_recovered.SegmentPath is { } last)
        {
            _writer.Continue(last, _recovered.End.SegmentFirst);
        }

        disk.FlushDirectory(directory);
        _queue = new AppendQueue(directory, options, _recovered.LastSequence, _recovered.End, time);
        _waiters = new DurableWaiters(_recovered.End.Sequence);
        _probe = time.CreateTimer(_ => _queue.ProbeSoon(), null, options.ProbeInterval, options.ProbeInterval);
        _thread = new Thread(Run) { IsBackground = true, Name = "event journal" };
    }

    public string JournalId { get; }

    public JournalHealth Health => _queue.Health;

    /// <summary>
    /// Of the last durable line. Below the health's when the newest line was found damaged at the start: its sequence is not given
    /// again, but there is nothing to read.
    /// </summary>
    public long LastDurableSequence => _queue.End.Sequence;

    /// <summary>Events refused because too many waited for the disk.</summary>
    public long RefusedCount => _queue.RefusedCount;

    /// <summary>Events whose append failed, the refused ones not counted.</summary>
    public long FailedCount => _queue.FailedCount;

    /// <summary>Damaged lines met while reading, since the start.</summary>
    public long QuarantinedCount => _quarantine.Count;

    /// <summary>Bytes that were cut off the journal's end when it was opened; they are kept beside it.</summary>
    public long TornLength => _recovered.TornLength;

    /// <summary>
    /// Opens or creates the journal of a directory. Throws <see cref="JournalUnavailableException"/>, naming the remedy, when the
    /// directory cannot be written or another process has it.
    /// </summary>
    public static EventBuffer Open(IDisk disk, string directory, EventsOptions options, TimeProvider time, ILogger<EventBuffer>? log = null)
    {
        IDisposable? writerLock = null;
        try
        {
            disk.CreateDirectory(directory);
            writerLock = LockOf(disk, directory);
            var journal = new EventBuffer(disk, directory, options, time, log ?? (ILogger)NullLogger.Instance, writerLock);
            journal.Start();
            return journal;
        }
        catch (JournalUnavailableException)
        {
            writerLock?.Dispose();
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            writerLock?.Dispose();
            throw new JournalUnavailableException($"The journal in {directory} cannot be opened: {e.Message} Check that the directory is writable and the disk has room.", e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Throws <see cref="ArgumentException"/> at once, and takes no sequence, for an event that cannot be written.</remarks>
    public ValueTask<long> AppendAsync(DomainEvent e) => _queue.Append(e);

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence) =>
        JournalReader.Read(_disk, _directory, _quarantine, afterSequence, _queue.End);

    public IJournalCursor OpenAfter(long sequence) => new JournalCursor(_disk, _directory, _quarantine, () => _queue.End, sequence);

    /// <inheritdoc/>
    /// <remarks>Ends also when the journal is closed meanwhile; on a closed one it throws <see cref="JournalUnavailableException"/>.</remarks>
    public Task WaitAfterAsync(long sequence, CancellationToken stopping) =>
        LastDurableSequence > sequence ? Task.CompletedTask : _waiters.WaitAfterAsync(sequence, stopping);

    /// <summary>Writes what is queued, then lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        _waiters.Close();
        await _probe.DisposeAsync();
        _writer.Dispose();
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
        _log.JournalOpened(_directory, _recovered.LastSequence);
        if (_recovered.TornName is { } torn)
        {
            _log.JournalTailTorn(_recovered.TornLength, torn);
        }

        _thread.Start();
    }

    private void Run()
    {
        while (_queue.Next(out var group))
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

    private void Write(AppendGroup group)
    {
        try
        {
            _writer.Write(group.FirstSequence, group.Lines.Written);
        }
        catch (Exception e) // whatever it is, nobody may believe that the events are saved
        {
            _writer.GiveUp();
            var count = _queue.Failed(group, e);
            _log.JournalFailing(count, e.Message);
            return;
        }

        var end = new DurableEnd(group.LastSequence, _writer.SegmentFirst, _writer.DurableLength);
        var wasFailing = _queue.Succeeded(group, end); // the group is another's from here on
        _waiters.Reached(end.Sequence);
        if (wasFailing)
        {
            _log.JournalRecovered();
        }
    }

    private void Probe()
    {
        string? cause = null;
        try
        {
            _writer.Probe();
            _log.JournalRecovered();
        }
        catch (Exception e)
        {
            _writer.GiveUp();
            cause = e.Message;
        }

        _queue.Probed(cause);
    }
}
