using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The lease in Redis, for engines that stand by for one another. All of its members answer from the monotonic clock at the moment
/// when they are read; no timer has to run for a lease to be over. It is counted from before the command that got it was sent, so it
/// ends here before it ends in the store. All instances of an account must have the same <see cref="RedisOptions.LeaseDuration"/>.
/// <para>
/// A lease that ran out and that nobody else had since may be taken again, under a new epoch: read <see cref="Epoch"/> for every
/// order, never once. A new holder waits <see cref="SettlesIn"/> before it trades, unless it held the epoch before this one itself
/// or was handed it by a holder that ended in peace.
/// </para>
/// </summary>
public sealed class RedisLease : ILease, IDisposable
{
    /// <summary>How much longer than a whole lease a new holder waits.</summary>
    public static readonly TimeSpan SettleReserve = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DelayMin = TimeSpan.FromMilliseconds(50);

    private readonly ILeaseStore _store;
    private readonly EpochFile _file;
    private readonly LeaseIdentity _me;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile LeaseHold _hold = LeaseHold.Nothing;
    private string _serverRun = "";
    private bool _isReleased;
    private TimeSpan _delay;
    private LeaseState? _told;

    internal RedisLease(ILeaseStore store, EpochFile file, LeaseIdentity me, TimeSpan duration, TimeProvider time, ILogger? log)
    {
        (_store, _file, _me, _duration, _time, _log) = (store, file, me, duration, time, log ?? NullLogger.Instance);
    }

    public LeaseState State => _hold.State(_time);

    public TimeSpan Left => _hold.Left(_time);

    public long Epoch => _hold.Epoch;

    public string Holder => _hold is var hold && hold.State(_time) == LeaseState.Held ? _me.Text : hold.Holder;

    public string? Cause => _hold is var hold && hold.State(_time) == LeaseState.Held ? null : hold.Cause ?? "The lease ran out, and the store has not answered since.";

    /// <summary>How long to wait before trading, because whoever led before may still act: zero when now, the largest time span unless the lease is held.</summary>
    public TimeSpan SettlesIn => _hold.SettlesIn(_time);

    /// <summary>The lease is held, and nobody else can act any more. Only then may it be traded.</summary>
    public bool IsSettled => SettlesIn == TimeSpan.Zero;

    /// <summary>The highest epoch that was ever seen, whoever had it.</summary>
    public long SeenEpoch => _file.Seen;

    /// <param name="link">The store; not disposed here.</param>
    /// <param name="dataDirectory">Where the epoch is remembered; the directory's own lock must be held.</param>
    /// <param name="journalId">Of the data directory, for people.</param>
    /// <param name="ids">One id is taken, which must be new for every process.</param>
    /// <param name="time">Its time stamps must go on while the machine sleeps: <see cref="BootTimeProvider"/>.</param>
    /// <param name="log">Null logs nothing.</param>
    /// <exception cref="InvalidDataException">The file <c>redis.epoch</c> is damaged.</exception>
    public static RedisLease Open(RedisLink link, string dataDirectory, string journalId, IIdSource ids, TimeProvider time, ILogger<RedisLease>? log = null) =>
        new(new RedisLeaseStore(link), EpochFile.Open(dataDirectory), LeaseIdentity.Of(journalId, ids.Next()), link.Options.LeaseDuration, time, log);

    /// <summary>A holder, as <see cref="ILease.Holder"/> names it, is of the data directory whose journal has this id.</summary>
    public static bool IsOfJournal(string holder, string journalId) => journalId.Length > 0 && LeaseIdentity.JournalOf(journalId) is var own && holder.EndsWith(own, StringComparison.Ordinal);

    /// <summary>Takes and renews the lease until it is stopped; then <see cref="ReleaseAsync"/> gives it back.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await StepAsync();
            await Task.Delay(_delay, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Asks the store once: renews what is held, or tries to take it. Never throws; what came of it is in <see cref="State"/>.</summary>
    public async Task StepAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (!_isReleased)
            {
                await AskAsync();
                Tell();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Ends it for good, and gives the lease back so that the next one need not wait. Best effort: when the store does not answer,
    /// the lease runs out there by itself. Nothing may be sent any more when this is called.
    /// </summary>
    public async Task ReleaseAsync()
    {
        await _one.WaitAsync();
        try
        {
            var (last, isSettled) = (_hold, IsSettled);
            _isReleased = true;
            _hold = last with { SentAt = null, IsElsewhere = true, Holder = "", Cause = "The lease was given back: this process is ending." };
            if (last.SentAt is not null)
            {
                await _store.ReleaseAsync(_me.Id, last.Epoch, isSettled);
                _log.LeaseReleased(last.Epoch);
            }
        }
        catch (Exception e)
        {
            _log.LeaseNotReleased(Short(e)); // it runs out
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task AskAsync()
    {
        var sent = _time.GetTimestamp(); // before anything is asked: the store can only count from later
        var own = State == LeaseState.Held ? Epoch : 0;
        try
        {
            await HeardAsync(await _store.TakeAsync(new(_me, _duration, own, _file.Seen)), sent);
        }
        catch (Exception e) // whatever it is, nothing was proved; what is held runs out by itself
        {
            _hold = _hold with { Cause = _hold.IsElsewhere ? _hold.Cause : $"The lease cannot be proved: {Short(e)}" };
            _delay = RetryDelay;
        }
    }

    private async Task HeardAsync(LeaseAnswer answer, long sent)
    {
        switch (answer.Kind)
        {
            case LeaseAnswerKind.Kept:
                await KeptAsync(answer, sent);
                break;
            case LeaseAnswerKind.Taken:
                await TakenAsync(answer, sent);
                break;
            default:
                await ElsewhereAsync(answer);
                break;
        }
    }

    private async Task KeptAsync(LeaseAnswer answer, long sent)
    {
        _hold = _hold with { SentAt = sent };
        _serverRun = answer.ServerRun;
        _delay = UntilRenewal(sent);
        if (IsSettled)
        {
            await _file.HeldAsync(answer.Epoch, answer.ServerRun);
        }
    }

    private async Task TakenAsync(LeaseAnswer answer, long sent)
    {
        var isOurs = IsOurs(answer);
        await _file.SawAsync(answer.Epoch); // durable before it is used
        var taken = _hold with
        {
            Epoch = answer.Epoch,
            SentAt = sent,
            Lasts = _duration - Margin(_duration),
            IsElsewhere = false,
            Holder = _me.Text,
            Cause = null,
        };
        _hold = isOurs || answer.IsCleanHandOver
            ? taken // a wait that is under way goes on
            : taken with { SettleFrom = _time.GetTimestamp(), Settles = _duration + SettleReserve };
        _serverRun = answer.ServerRun;
        _delay = UntilRenewal(sent);
        _log.LeaseTaken(answer.Epoch, SettlesIn == TimeSpan.MaxValue ? TimeSpan.Zero : SettlesIn);
        if (IsSettled)
        {
            await _file.HeldAsync(answer.Epoch, answer.ServerRun);
        }
    }

    private async Task ElsewhereAsync(LeaseAnswer answer)
    {
        var isHeld = answer.Kind == LeaseAnswerKind.Other;
        _hold = _hold with
        {
            SentAt = null,
            IsElsewhere = true,
            Holder = answer.OtherHolder,
            Cause = isHeld ? $"The lease is held by {answer.OtherHolder}." : $"The lease was given out under epoch {answer.Epoch} since.",
        };
        _delay = isHeld ? Clamp(answer.OtherLeft + DelayMin, _duration / 3) : DelayMin;
        await _file.SawAsync(answer.Epoch);
    }

    /// <summary>
    /// The last epoch that was given out was ours, in this process or in an earlier one of this data directory, and the store has not
    /// been started anew since: it would not know of a holder that it forgot.
    /// </summary>
    private bool IsOurs(LeaseAnswer answer)
    {
        var (epoch, run) = Epoch > 0 ? (Epoch, _serverRun) : (_file.Held, _file.ServerRun);
        return epoch > 0 && answer.EpochBefore == epoch && run.Length > 0 && run == answer.ServerRun;
    }

    private TimeSpan UntilRenewal(long sent) => Clamp((_duration / 3) - _time.GetElapsedTime(sent), _duration / 3);

    /// <summary>What the clock here may lose against the store's while a lease runs, and more.</summary>
    private static TimeSpan Margin(TimeSpan duration) => duration / 20;

    private static TimeSpan Clamp(TimeSpan delay, TimeSpan max) => delay < DelayMin ? DelayMin : delay > max ? max : delay;

    private static string Short(Exception e)
    {
        const int LengthMax = 160;
        var line = e.Message.ReplaceLineEndings(" ");
        return line.Length <= LengthMax ? line : $"{line.AsSpan(0, LengthMax)}…";
    }

    private void Tell()
    {
        var state = State;
        if (state != _told && state != LeaseState.Held)
        {
            _log.LeaseNotHeld(state, Cause ?? "");
        }

        _told = state;
    }
}
