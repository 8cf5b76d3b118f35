using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>
/// The journal of <c>USE_EVENT_BUFFER=false</c>: every event goes straight to a stream in Redis, and what Redis does not take is lost.
/// Plans, intents, the venue's answers and everything about safety are records: they are durable on disk first, and saved then
/// whatever Redis does. While Redis is away <see cref="Health"/> is Failing, other events are refused at once, and nothing is queued.
/// <para>
/// What this means to whoever rebuilds trades from it: <see cref="ReadAfter"/> without Redis has the records alone, and
/// <see cref="ReadGap"/> says so. Trades then show what was planned, sent and accepted, and no fills; events in between may be missing
/// for good after an outage as well. So a book that was folded from here is a list of what to ask the exchange for, never a statement
/// of what is held: the engine stays reduce-only until the exchange was read and its fills were applied, and folds again once
/// ReadGap is null. An event that seems impossible halts its symbol until then, as always.
/// </para>
/// Sequences grow over restarts and losses, and have holes. Safe for any number of threads.
/// </summary>
public sealed class StraightJournal : IEventJournal, IAsyncDisposable
{
    /// <summary>Of the records, in the data directory.</summary>
    public const string DirectoryName = "records";

    private readonly EventBuffer _records;
    private readonly StraightNumbersFile _numbers;
    private readonly StraightStream _stream;
    private readonly StraightPump _pump;
    private readonly Channel<StraightAppend> _queue;
    private readonly Lock _gate = new();
    private readonly int _queueMax;
    private readonly ITimer _probe;
    private volatile string? _readGap;
    private long _behind;
    private bool _isRenumbering;

    private StraightJournal(RedisLink link, EventBuffer records, string directory, StraightNumbersFile numbers, EventsOptions options, Func<long> epoch, TimeProvider time, ILogger log)
    {
        Directory = directory;
        (_records, _numbers, _queueMax) = (records, numbers, options.QueueMax);
        _behind = Math.Max(StraightNumber.FirstBehind, numbers.Reserved);
        _stream = new StraightStream(link, numbers.JournalId);
        _queue = Channel.CreateUnbounded<StraightAppend>(new() { SingleReader = false }); // bounded by QueueMax in AppendAsync; with one reader it could not be counted
        _pump = new StraightPump(link, _stream, numbers, StraightNumber.LastGiven(records.Health.LastDurableSequence, numbers.Reserved), epoch, time, log);
        Pumping = _pump.RunAsync(_queue.Reader);
        _probe = time.CreateTimer(_ => _pump.ProbeSoon(), null, link.Options.ProbeInterval, link.Options.ProbeInterval);
    }

    /// <summary>Of the stream; another than the buffer's.</summary>
    public string JournalId => _numbers.JournalId;

    public JournalHealth Health
    {
        get
        {
            var records = _records.Health;
            var last = Math.Max(_pump.LastSequence, StraightNumber.OfRecord(records.LastDurableSequence));
            var cause = records.Cause ?? _pump.Cause;
            return new(cause is null ? JournalState.Ok : JournalState.Failing, last, last, cause, Later(records.LastDurableAtUtc, _pump.LastAtUtc));
        }
    }

    /// <summary>Why the last <see cref="ReadAfter"/> lacks what only Redis has; null when it read all that there is.</summary>
    public string? ReadGap => _readGap;

    /// <summary>Events that are lost, or of which nobody knows, since the start.</summary>
    public long LostCount => _pump.LostCount;

    /// <summary>Entries of the stream that could not be read, since the start.</summary>
    public long UnreadableCount => _stream.UnreadableCount;

    /// <summary>Of the records.</summary>
    public string Directory { get; }

    /// <summary>
    /// Up to which line of the records' own numbering nobody needs them: the trades are saved past them, and the stream has taken something
    /// that came after them since this was opened. Records of an outage never come into the stream; they too stay until then.
    /// </summary>
    /// <param name="saved">The sequence up to which the trades are saved.</param>
    public long RecordsDone(long saved) => Math.Min(StraightNumber.RecordAt(saved), StraightNumber.RecordAt(_pump.TakenSequence) - 1);

    /// <summary>Ends after <see cref="DisposeAsync"/>; when it fails before, that is a mistake in this program.</summary>
    internal Task Pumping { get; }

    /// <param name="link">Its probe must run, or nothing is taken; not disposed here.</param>
    /// <param name="disk">Under the records.</param>
    /// <param name="directory">Of the records: one of its own, not the buffer's, so that neither counts the other's sequences.</param>
    /// <param name="options">As for the buffer.</param>
    /// <param name="epoch">Of the lease, for readers of the stream.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Null logs nothing.</param>
    /// <exception cref="JournalUnavailableException">The directory cannot be used, is in use, or is damaged.</exception>
    public static StraightJournal Open(RedisLink link, IDisk disk, string directory, EventsOptions options, Func<long> epoch, TimeProvider time, ILoggerFactory? log = null)
    {
        var records = EventBuffer.Open(disk, directory, options, time, log?.CreateLogger<EventBuffer>());
        try
        {
            var numbers = StraightNumbersFile.Open(disk, directory, records.Health.LastSequence > 0);
            return new(link, records, directory, numbers, options, epoch, time, log?.CreateLogger<StraightJournal>() ?? (ILogger)NullLogger.Instance);
        }
        catch
        {
            records.DisposeAsync().AsTask().GetAwaiter().GetResult(); // nothing is queued in it
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A record is saved when the disk has it. Anything else is refused at once while Redis is away.</remarks>
    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        var isRecord = StraightNumber.IsRecord(e);
        lock (_gate)
        {
            if (isRecord)
            {
                return new(Record_NeedsGate(e));
            }

            var refusal = _queue.Reader.Count >= _queueMax ? $"{_queueMax} events wait for Redis" : _pump.Cause;
            if (refusal is not null)
            {
                _pump.Lost();
                return ValueTask.FromException<long>(new JournalUnavailableException($"The event went straight to Redis and was not taken: {refusal}"));
            }

            // When the numbers are used up, the event becomes a record, behind which they begin again.
            return new(_behind >= StraightNumber.BehindMax ? Renumbering_NeedsGate(e) : Enqueue_NeedsGate(new(e, null, _behind++)).Answer);
        }
    }

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence)
    {
        _readGap = null;
        var after = Math.Max(0, afterSequence);
        var records = _records.ReadAfter(StraightNumber.RecordAt(after)).Select(j => j with { Sequence = StraightNumber.OfRecord(j.Sequence) });
        return StraightMerge.Run(records, _stream.Read(after), e =>
        {
            _readGap = RedisLink.IsAway(e) ? $"Redis did not answer: {StraightPump.Short(e)}" : null;
            return _readGap is not null;
        });
    }

    /// <summary>Sends what is queued, then lets go of the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_queue.Writer.TryComplete())
        {
            await _probe.DisposeAsync();
            await Pumping;
            await _records.DisposeAsync();
            _stream.Dispose();
        }
    }

    private Task<long> Record_NeedsGate(DomainEvent e) => SavedAsync(Enqueue_NeedsGate(new(e, _records.AppendAsync(e).AsTask(), 0)).Record!);

    private Task<long> Renumbering_NeedsGate(DomainEvent e)
    {
        var record = Record_NeedsGate(e);
        if (!_isRenumbering)
        {
            _isRenumbering = true;
            _ = RenumberAsync(record);
        }

        return record;
    }

    private async Task RenumberAsync(Task<long> record)
    {
        await Task.WhenAny(record).ConfigureAwait(false); // its failure is its appender's
        lock (_gate)
        {
            (_isRenumbering, _behind) = (false, record.IsCompletedSuccessfully ? StraightNumber.FirstBehind : _behind);
        }
    }

    private StraightAppend Enqueue_NeedsGate(StraightAppend append)
    {
        if (!_queue.Writer.TryWrite(append))
        {
            append.Fail(new JournalUnavailableException("The journal is closed."));
        }

        return append;
    }

    private static async Task<long> SavedAsync(Task<long> record) => StraightNumber.OfRecord(await record.ConfigureAwait(false));

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
