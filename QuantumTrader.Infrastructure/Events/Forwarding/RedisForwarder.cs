using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>
/// Copies the journal to its stream, in order, every event once, whoever leads: also what a returned disk still holds. While the store is
/// away everything waits on the disk. What a time-out left unknown is read back before anything is sent again.
/// </summary>
public sealed class RedisForwarder
{
    /// <summary>As which it is registered with the journal.</summary>
    public const string ConsumerName = "redis";
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(10);

    // Also without events it is noticed that the store came back as another.
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(1);
    private readonly RedisLink _link;
    private readonly IJournalLines _journal;
    private readonly ForwardCheckpoint _checkpoint;
    private readonly Func<long> _epoch;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ForwardProgress _progress;
    private bool _isRegistered;
    private string? _loggedCause;
    private long _lastRead;

    /// <param name="link">Somebody else probes it, again and again.</param>
    /// <param name="journal">What is copied.</param>
    /// <param name="consumers">Where its place is kept.</param>
    /// <param name="epoch">The highest epoch that this process has held; 0 before.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Null: nowhere.</param>
    public RedisForwarder(RedisLink link, IJournalLines journal, IJournalConsumers consumers, Func<long> epoch, TimeProvider time, ILogger<RedisForwarder>? log = null)
    {
        (_link, _journal, _epoch, _time, _log) = (link, journal, epoch, time, log ?? (ILogger)NullLogger.Instance);
        _checkpoint = new ForwardCheckpoint(consumers);
        _progress = new ForwardProgress(time);
    }

    /// <summary>At this moment, from any thread.</summary>
    public ForwarderHealth Health => _progress.Health(_journal.LastDurableSequence);

    /// <summary>Forwards until it is stopped; nothing else ends it.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = PauseMin;
        while (!stopping.IsCancellationRequested)
        {
            var before = _progress.Confirmed;
            var least = PauseMin;
            try
            {
                await ForwardAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (StreamConflictException e)
            {
                Wait(ForwarderState.Conflict, e.Message);
                least = ConflictPause;
            }
            catch (Exception e) // whatever it is, the events are on the disk and it is tried again
            {
                Failed(e);
            }

            pause = _progress.Confirmed > before ? PauseMin : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
            await Task.Delay(pause > least ? pause : least, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>One connection's worth: finds the place, then forwards until something breaks.</summary>
    private async Task ForwardAsync(CancellationToken stopping)
    {
        Register();
        var health = await _link.ProbeAsync();
        if (health.State != RedisState.Ready)
        {
            throw new ForwardInterruptedException(health.Cause ?? "Redis is not ready.");
        }

        var generation = _link.Generation;
        var joint = await FindJointAsync();
        var window = new ForwardWindow(_link, _journal.JournalId, _epoch, joint.Top, Confirm);
        try
        {
            using var cursor = _journal.OpenAfter(joint.Position);
            while (_link.Generation == generation && _link.Health.State == RedisState.Ready)
            {
                stopping.ThrowIfCancellationRequested();
                await StepAsync(cursor, window, stopping);
            }
        }
        finally
        {
            await window.GiveUpAsync();
        }
    }

    private void Register()
    {
        if (!_isRegistered)
        {
            _progress.Resumed(_checkpoint.Register());
            _isRegistered = true;
        }
    }

    private async Task<StreamJoint> FindJointAsync()
    {
        var confirmed = _progress.Confirmed;
        var joint = await StreamJoint.FindAsync(_link, _journal, confirmed);
        if (FirstAfter(joint.Position)?.Sequence <= confirmed)
        {
            _checkpoint.HoldAll();
            _log.StoreLostEvents(joint.Top + 1, confirmed);
        }

        _lastRead = joint.Position;
        _progress.Resumed(joint.Position);
        Confirm(joint.Position, null);
        _loggedCause = null;
        _log.ForwardingBegan(_journal.JournalId, joint.Position);
        return joint;
    }

    private async Task StepAsync(IJournalCursor cursor, ForwardWindow window, CancellationToken stopping)
    {
        var durable = _journal.LastDurableSequence; // before reading, so that nothing up to here is missed
        var lines = cursor.Read(ForwardChunk.LinesMax);
        if (lines.Count == 0)
        {
            await window.SettleAsync();
            if (durable > _progress.Confirmed)
            {
                Confirm(durable, null); // what is missing up to here was damaged on the disk
            }

            await IdleAsync(durable, stopping);
            return;
        }

        _progress.Sees(lines[0].AtUtc);
        foreach (var line in lines)
        {
            Check(line.Sequence, window.Top);
            await window.AddAsync(line); // copies it before it waits for anything
        }

        await window.SendAsync();
    }

    private void Check(long sequence, long top)
    {
        if (sequence <= top)
        {
            throw new ForwardInterruptedException($"The stream already goes on to {top}; it is read back.");
        }

        if (sequence > _lastRead + 1)
        {
            _log.EventsNotInJournal(_lastRead + 1, sequence - 1);
        }

        _lastRead = sequence;
    }

    private async Task IdleAsync(long durable, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(IdleMax, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        try
        {
            await _journal.WaitAfterAsync(durable, both.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Nothing new.
        }
    }

    private void Confirm(long sequence, DateTimeOffset? oldestWaiting)
    {
        _progress.Confirm(sequence, oldestWaiting);
        _checkpoint.Confirm(sequence);
    }

    private void Failed(Exception e)
    {
        if (e is ForwardInterruptedException or IOException or UnauthorizedAccessException or JournalUnavailableException)
        {
            Wait(ForwarderState.Waiting, e.Message);
        }
        else if (RedisLink.IsAway(e))
        {
            Wait(ForwarderState.Waiting, _link.Describe(e));
        }
        else
        {
            _log.ForwarderFailed(e);
            Wait(ForwarderState.Waiting, $"The forwarder failed: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private void Wait(ForwarderState state, string cause)
    {
        _progress.Set(state, cause, PeekOldest());
        if (cause == _loggedCause)
        {
            return;
        }

        _loggedCause = cause;
        if (state == ForwarderState.Conflict)
        {
            _log.ForwardingConflict(cause);
        }
        else
        {
            _log.ForwardingWaits(_progress.Confirmed + 1, cause);
        }
    }

    private JournalLine? FirstAfter(long sequence)
    {
        using var cursor = _journal.OpenAfter(sequence);
        return cursor.Read(1) is [var first] ? first with { Bytes = default } : null;
    }

    /// <summary>When the first event that waits happened; null when there is none or the disk does not say.</summary>
    private DateTimeOffset? PeekOldest()
    {
        try
        {
            return FirstAfter(_progress.Confirmed)?.AtUtc;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalUnavailableException)
        {
            return null;
        }
    }
}
