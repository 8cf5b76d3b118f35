using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Gives a handler every durable event in order, at least once, from where it was before the restart; after a crash those of
/// the last second come again, so the handler is idempotent. An event on which it keeps failing goes to the dead letters and the next
/// one follows; while that list takes no more (full, or the disk refuses) the subscriber waits with its event. Nothing is
/// skipped, merged or slowed down by load, so safety events come like all others, in their turn.
/// </summary>
public sealed class JournalSubscriber : IDisposable
{
    private const int BatchMax = 256;

    private readonly EventDelivery _delivery;
    private readonly IJournalLines _journal;
    private readonly IJournalConsumers _consumers;
    private readonly SubscriberSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private long _position;
    private volatile string? _cause;

    /// <param name="name">Of the consumer and of the file of dead letters: lower-case letters, digits, hyphens. Never reused for another handler.</param>
    /// <param name="handler">Throws when it could not handle the event.</param>
    /// <param name="journal">Where the events are.</param>
    /// <param name="consumers">Where the place is kept; registered at once.</param>
    /// <param name="deadLetters">This subscriber's own.</param>
    /// <param name="time">Times the pauses.</param>
    /// <param name="log">Where failures are told.</param>
    /// <param name="settings">Tries, pauses, and what is wanted.</param>
    public JournalSubscriber(
        string name, Func<JournaledEvent, CancellationToken, Task> handler, IJournalLines journal, IJournalConsumers consumers, DeadLetterFile deadLetters,
        TimeProvider time, ILogger<JournalSubscriber>? log = null, SubscriberSettings? settings = null)
    {
        (Name, _journal, _consumers, DeadLetters, _time) = (name, journal, consumers, deadLetters, time);
        _settings = settings ?? SubscriberSettings.Default;
        _log = log ?? (ILogger)NullLogger.Instance;
        _delivery = new EventDelivery(name, handler, deadLetters, _settings, time, _log);
        _position = Begin();
    }

    public string Name { get; }

    public DeadLetterFile DeadLetters { get; }

    /// <summary>Everything up to here was handled, set aside or not wanted.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Why it does not get on; null while it does.</summary>
    public string? Cause => _cause ?? _delivery.Cause;

    /// <summary>Until it is stopped or the journal is closed. It waits for the disk and the handler, so it does not belong on the engine's loop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (JournalUnavailableException)
            {
                return; // closed
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.SubscriberStuck(Name, Position + 1, $"the journal cannot be read: {e.Message}");
                _cause = e.Message;
                await Task.Delay(_settings.PauseMax, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    /// <summary>An operator's retry of dead letters, in order. Those that the handler takes leave the list.</summary>
    public Task<DeadLetterRetry> RetryAsync(IReadOnlyList<long> sequences, CancellationToken stopping) => _delivery.RetryAsync(sequences, stopping);

    public void Dispose() => _delivery.Dispose();

    private long Begin()
    {
        var position = _consumers.Register(Name);
        var last = _journal.LastDurableSequence;
        if (position <= last)
        {
            return position;
        }

        // Its line was cut off when the journal was opened, or the journal is an older copy: what comes next is new.
        _log.SubscriberAhead(Name, position, last);
        _consumers.Remove(Name);
        _consumers.Register(Name);
        _consumers.Confirm(Name, last);
        return last;
    }

    private async Task ReadAsync(CancellationToken stopping)
    {
        using var cursor = _journal.OpenAfter(Position);
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var durable = _journal.LastDurableSequence;
            var batch = cursor.Read(BatchMax);
            _cause = null;
            foreach (var line in batch)
            {
                await TakeAsync(line, stopping);
            }

            if (batch.Count == 0)
            {
                // Not from the position: when the newest line is damaged, there is nothing to read up to what is durable.
                await _journal.WaitAfterAsync(Math.Max(Position, durable), stopping);
            }
        }
    }

    private async Task TakeAsync(JournalLine line, CancellationToken stopping)
    {
        if (TryRead(line, out var journaled))
        {
            await _delivery.DeliverAsync(journaled, line.Bytes, stopping);
        }

        Interlocked.Exchange(ref _position, line.Sequence);
        _consumers.Confirm(Name, line.Sequence);
    }

    /// <summary>False for what is not wanted, and for what this program cannot understand.</summary>
    private bool TryRead(in JournalLine line, out JournaledEvent journaled)
    {
        journaled = default;
        var verdict = EventLine.ReadHead(line.Bytes.Span, isSound: true, out var head, out _);
        if (verdict != LineVerdict.Ok || _settings.Wants?.Invoke(head.Type!.Kind) == false)
        {
            return false;
        }

        if (EventLine.ReadEvent(head, out journaled, out var fault) == LineVerdict.Ok)
        {
            return true;
        }

        _log.SubscriberCannotRead(Name, line.Sequence, fault!);
        return false;
    }
}
