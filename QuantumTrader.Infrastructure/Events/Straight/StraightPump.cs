using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>Takes events in order, numbers them and sends them in pipelined batches. One at a time; records are not held up by it.</summary>
internal sealed class StraightPump(
    RedisLink link, StraightStream stream, StraightNumbersFile numbers, long lastSequence, Func<long> epoch, TimeProvider time, ILogger log)
{
    private readonly List<Sent> _sent = []; // bounded by BatchMax
    private const int BatchMax = 1000;
    private long _lastSequence = lastSequence;
    private long _takenSequence;
    private long _record = StraightNumber.RecordAt(lastSequence);
    private long _lostCount;
    private volatile string? _failure;
    private Task _announcing = Task.CompletedTask;
    private volatile string? _conflict;
    private bool _isSilent;
    private int _isProbing;

    public long LastSequence => Interlocked.Read(ref _lastSequence);

    /// <summary>The last that the store is known to have taken from this process; 0 before one.</summary>
    public long TakenSequence => Interlocked.Read(ref _takenSequence);

    public long LostCount => Interlocked.Read(ref _lostCount);

    public DateTimeOffset? LastAtUtc { get; private set; }

    /// <summary>Why the store takes nothing; null when it is proved to, and did the last time.</summary>
    public string? Cause => _conflict ?? _failure ?? (link.Health is { State: not RedisState.Ready } health ? health.Cause ?? "Redis was not asked yet" : null);

    public async Task RunAsync(ChannelReader<StraightAppend> queue)
    {
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            while (queue.TryRead(out var append))
            {
                await SendAsync(append).ConfigureAwait(false);
                if (_sent.Count >= BatchMax)
                {
                    await SettleAsync().ConfigureAwait(false);
                }
            }

            await SettleAsync().ConfigureAwait(false);
        }
    }

    /// <summary>One more event that nobody will find.</summary>
    public void Lost() => Interlocked.Increment(ref _lostCount);

    /// <summary>After a failure the store is proved anew; until then nothing is sent.</summary>
    public void ProbeSoon()
    {
        if (_failure is not null && Interlocked.Exchange(ref _isProbing, 1) == 0)
        {
            _ = ProbeAsync();
        }
    }

    internal static string Short(Exception e)
    {
        const int LengthMax = 160;
        var line = e.Message.ReplaceLineEndings(" ");
        return line.Length <= LengthMax ? line : $"{line.AsSpan(0, LengthMax)}…";
    }

    private async Task ProbeAsync()
    {
        try
        {
            if ((await link.ProbeAsync().ConfigureAwait(false)).State == RedisState.Ready)
            {
                _failure = null;
                log.EventsTakenAgain(LostCount);
            }
        }
        finally
        {
            Volatile.Write(ref _isProbing, 0);
        }
    }

    private async Task SendAsync(StraightAppend append)
    {
        try
        {
            if (append.Record is { } record)
            {
                _record = await record.ConfigureAwait(false);
                Send(append, StraightNumber.OfRecord(_record));
                return;
            }

            if (Cause is { } cause)
            {
                Lose(append, cause);
                return;
            }

            numbers.Reserve(append.Behind);
            Send(append, StraightNumber.OfEvent(_record, append.Behind));
        }
        catch (Exception e) // whatever it is, nobody may believe that the event is saved
        {
            Lose(append, RedisLink.IsAway(e) ? Failed(e) : Short(e));
        }
    }

    private void Send(StraightAppend append, long sequence)
    {
        if (Cause is null)
        {
            _sent.Add(new(append, sequence, stream.AddAsync(sequence, append.Event)));
        }
    }

    private async Task SettleAsync()
    {
        var last = 0L;
        _isSilent = false;
        foreach (var sent in _sent)
        {
            var failure = await FailureOfAsync(sent).ConfigureAwait(false);
            if (failure is null)
            {
                last = sent.Sequence;
                Interlocked.Exchange(ref _lastSequence, Math.Max(LastSequence, last));
                Interlocked.Exchange(ref _takenSequence, last);
                LastAtUtc = time.GetUtcNow();
                Succeed(sent);
            }
            else
            {
                Lose(sent.Append, failure);
            }
        }

        _sent.Clear();
        if (last > 0 && _announcing.IsCompleted)
        {
            _announcing = stream.AnnounceAsync(epoch(), last);
        }
    }

    /// <summary>Null when the stream has it. What timed out may have been carried out, so it is looked for before it is called lost.</summary>
    private async Task<string?> FailureOfAsync(Sent sent)
    {
        try
        {
            await sent.Adding.ConfigureAwait(false);
            return null;
        }
        catch (Exception e) // whatever it is, the event is not known to be saved
        {
            return await HoldsAsync(sent).ConfigureAwait(false) switch
            {
                true => null,
                false when IsBehind(e) => Conflict(sent.Sequence),
                _ => Failed(e),
            };
        }
    }

    private async Task<bool?> HoldsAsync(Sent sent)
    {
        if (_isSilent)
        {
            return null; // nobody answered for the one before
        }

        try
        {
            return await stream.HoldsAsync(sent.Sequence, sent.Append.Event.EventId).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            _isSilent = true;
            return null;
        }
    }

    private static bool IsBehind(Exception e) => e.Message.Contains("equal or smaller", StringComparison.Ordinal);

    private string Conflict(long sequence) =>
        _conflict = $"The stream goes on beyond sequence {sequence} with events that this directory does not know, as after a backup was restored. Stop, delete straight.numbers in it, and start: events then go into a new stream.";

    private string Failed(Exception e)
    {
        if (_failure is null)
        {
            log.EventsLost(Short(e));
        }

        return _failure = Short(e);
    }

    private static void Succeed(Sent sent)
    {
        if (sent.Append.Record is null)
        {
            sent.Append.Succeed(sent.Sequence);
        }
    }

    private void Lose(StraightAppend append, string cause)
    {
        if (append.Record is null)
        {
            Lost();
            append.Fail(new JournalUnavailableException($"The event went straight to Redis and was not taken: {cause}"));
        }
    }

    private readonly record struct Sent(StraightAppend Append, long Sequence, Task Adding);
}
