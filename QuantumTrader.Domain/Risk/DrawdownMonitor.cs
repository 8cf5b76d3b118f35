using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Watches how far equity is below its peak: drawdown = (peak - equity) / peak; and below its highest ever. Pure and single-threaded;
/// the caller feeds it each reading and acts on what it says. Once tripped it stays so, also over a restart, until
/// <see cref="Rebase"/> or <see cref="Keep"/>.
/// <para>
/// One reading never stops trading by itself: at the limit it is suspected, which closes the gate for new risk, and a second
/// reading, or a second source, confirms it. A new peak needs two readings as well, or one bad tick upwards would make the truth after
/// it look like a fall. A failed read is unknown, not a loss of everything; it trips only when it lasts. An equity that was read and is
/// zero or less is a loss of everything, and is judged as any other.
/// </para>
/// </summary>
public sealed class DrawdownMonitor
{
    private readonly DrawdownSettings _settings;
    private DrawdownState _kept = DrawdownState.Empty; // trips and the days of the daily limit
    private DailyOpen _day = new(null, null);
    private DrawdownLines _lines = new();
    private SteadyHeight _height;
    private Usd? _peak;
    private Usd? _allTimePeak;
    private DrawdownStatus _status = DrawdownStatus.Unknown;
    private DrawdownTier _tier;
    private DrawdownCause? _cause;
    private DrawdownReading _last;
    private (DateTimeOffset AtUtc, Usd Equity, DrawdownLimitKind Kind, bool IsGap)? _suspected;
    private DateTimeOffset? _unknownSinceUtc;
    private DateTimeOffset? _lastAtUtc;

    public DrawdownMonitor(DrawdownSettings settings, DrawdownState restored)
    {
        _settings = settings;
        Restore(restored);
    }

    /// <summary>To be stored after each change, and given to the constructor after a restart.</summary>
    public DrawdownState State => _kept with { Peak = _peak, DayUtc = _day.DayUtc, DayOpenEquity = _day.OpenEquity, AllTimePeak = _allTimePeak };

    public DrawdownSettings Settings => _settings;

    /// <summary>Goes up with every trip, reset and daily limit: what is stored is then old.</summary>
    public int Revision { get; private set; }

    /// <summary>The instant from which the transfers in the peaks are counted; null: none is known.</summary>
    public DateTimeOffset? TransfersSinceUtc => _kept.TransfersSinceUtc;

    /// <inheritdoc cref="DrawdownState.Transfers"/>
    public Usd Transfers => _kept.Transfers;

    /// <summary>From here on they are counted from this instant; what of them is in the peaks already.</summary>
    public void CountTransfersFrom(DateTimeOffset? sinceUtc, Usd counted)
    {
        if (sinceUtc != _kept.TransfersSinceUtc || counted != _kept.Transfers)
        {
            Remember(_kept with { TransfersSinceUtc = sinceUtc, Transfers = counted });
        }
    }

    public DrawdownReading Observe(in EquityObservation seen)
    {
        if (seen.NetTransfers.Value != 0m)
        {
            CountTransfersFrom(_kept.TransfersSinceUtc, _kept.Transfers + seen.NetTransfers);
        }

        var above = Positive(seen.Equity); // what has been lost already is no height to fall from
        _day.Observe(above, seen.NetTransfers, seen.AtUtc);
        FollowClock(seen.AtUtc);
        var height = HeightOf(above, seen.AtUtc);
        (_peak, _allTimePeak, _lastAtUtc) = (Moved(_peak, above, height, seen.NetTransfers), Moved(_allTimePeak, above, height, seen.NetTransfers), seen.AtUtc);
        var equity = _peak is null ? above : seen.Equity; // nothing, where nothing was ever seen, is not a loss
        var before = _status;
        if (before != DrawdownStatus.Breached)
        {
            _status = _kept.IsTripped ? Trip(DrawdownCause.Remembered) : equity is { } known ? JudgeKnown(known, seen) : JudgeUnknown(seen);
        }

        return _last = new DrawdownReading
        {
            Status = _status,
            Cause = _cause,
            JustTripped = _status == DrawdownStatus.Breached && before != DrawdownStatus.Breached,
            Equity = equity,
            Peak = _peak,
            AllTimePeak = _allTimePeak,
            Limit = seen.Limit,
            AllTimeLimit = seen.AllTimeLimit,
            Tier = _tier,
            LimitReached = _suspected?.Kind ?? DrawdownLimitKind.Peak,
            FirstAtLimit = _suspected?.Equity,
            IsGap = _suspected is { IsGap: true },
            DayOpenEquity = _day.OpenEquity,
        };
    }

    /// <summary>
    /// What another source says of the same account, asked while the limit was suspected. In agreement it confirms at once; otherwise it
    /// changes nothing, and the next reading decides.
    /// </summary>
    public DrawdownReading Corroborate(Usd? equity)
    {
        if (_status == DrawdownStatus.Suspected && equity is { } there && _lines.TierOf(there) == DrawdownTier.Limit)
        {
            _status = Trip(DrawdownCause.SecondSource);
            return _last = _last with { Status = _status, Cause = _cause, JustTripped = true };
        }

        return _last with { JustTripped = false };
    }

    /// <summary>The UTC day on which the daily loss reached its limit last.</summary>
    public DateOnly? DailyLimitOn => _kept.DailyLimitOn;

    /// <summary>The UTC day on which the daily loss stopped trading last.</summary>
    public DateOnly? DailyStopOn => _kept.DailyStopOn;

    /// <summary>The daily loss reached its limit on this day; with <paramref name="stopped"/> also the point at which trading stops.</summary>
    public void NoteDailyLimit(DateOnly dayUtc, bool stopped)
    {
        if (_kept.DailyLimitOn != dayUtc || (stopped && _kept.DailyStopOn != dayUtc))
        {
            Remember(_kept with { DailyLimitOn = dayUtc, DailyStopOn = stopped ? dayUtc : _kept.DailyStopOn });
        }
    }

    /// <summary>After a reset: measure from <paramref name="equity"/>, which must be positive. The highest equity ever stays.</summary>
    public void Rebase(Usd equity)
    {
        if (!(equity.Value > 0m))
        {
            throw new ArgumentOutOfRangeException(nameof(equity), equity.Value, "The peak can only be set to a positive equity; read the account first.");
        }

        _peak = equity;
        Keep();
    }

    /// <summary>After a reset: measure from the old peak. If equity is still at the limit, the next readings trip again.</summary>
    public void Keep()
    {
        var cleared = _lastAtUtc >= _kept.TrippedAtUtc ? _lastAtUtc : _kept.TrippedAtUtc;
        Remember(_kept with { ClearedAtUtc = cleared ?? _kept.ClearedAtUtc });
        Forget();
    }

    /// <summary>Takes over what another process measured; judged anew from the next reading on.</summary>
    public void Restore(DrawdownState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _kept = state;
        _day = new DailyOpen(state.DayUtc, state.DayOpenEquity);
        _peak = Positive(state.Peak);
        _allTimePeak = Positive(state.AllTimePeak) is { } highest && !(highest < _peak) ? highest : _peak;
        Forget();
    }

    private static bool IsShare(Fraction limit) => limit.Value is > 0m and <= 1m;

    private static Usd? Positive(Usd? amount) => amount is { Value: > 0m } ? amount : null;

    /// <summary>The first reading of all is a peak; later ones are when they are steady.</summary>
    private static Usd? Moved(Usd? peak, Usd? equity, Usd? height, Usd netTransfers)
    {
        var moved = netTransfers.Value != 0m ? Positive(peak + netTransfers) : peak;
        return moved is null ? equity : height > moved ? height : moved;
    }

    // A clock that was set back would put off until it has caught up what is due in seconds: the wait begins anew.
    private void FollowClock(DateTimeOffset nowUtc)
    {
        if (_suspected is { } suspected && nowUtc < suspected.AtUtc)
        {
            _suspected = suspected with { AtUtc = nowUtc };
        }

        if (nowUtc < _unknownSinceUtc)
        {
            _unknownSinceUtc = nowUtc;
        }
    }

    /// <summary>What the peaks may rise to now; null when nothing is known.</summary>
    private Usd? HeightOf(Usd? equity, DateTimeOffset atUtc) =>
        equity is not { } now ? null
        : _settings.ConfirmImmediately ? now
        : _height.Next(now.Value, atUtc, _settings.ConfirmDelay) is { } steady ? new Usd(steady)
        : null;

    private void Forget() => (_status, _tier, _cause, _suspected, _unknownSinceUtc) = (DrawdownStatus.Unknown, DrawdownTier.None, null, null, null);

    private DrawdownStatus JudgeKnown(Usd equity, in EquityObservation seen)
    {
        _unknownSinceUtc = null;
        if (equity >= _peak && equity >= _allTimePeak && IsShare(seen.Limit) && IsShare(seen.AllTimeLimit))
        {
            (_suspected, _tier) = (null, DrawdownTier.None); // At the top nothing has fallen, and the lines are reckoned when something has.
            return DrawdownStatus.Normal;
        }

        _lines.Set(_peak, seen.Limit, _allTimePeak, seen.AllTimeLimit);
        _tier = _lines.TierOf(equity);
        if (_tier < DrawdownTier.Limit)
        {
            _suspected = null;
            return DrawdownStatus.Normal;
        }

        var since = (_suspected ??= (seen.AtUtc, equity, _lines.KindOf(equity), _lines.IsGap(equity))).AtUtc;
        return _settings.ConfirmImmediately || (seen.AtUtc > since && seen.AtUtc - since >= _settings.ConfirmDelay)
            ? Trip(DrawdownCause.Confirmed)
            : DrawdownStatus.Suspected;
    }

    private DrawdownStatus JudgeUnknown(in EquityObservation seen)
    {
        if (_suspected is { AtUtc: var suspectedAt })
        {
            return seen.AtUtc - suspectedAt >= _settings.UnresolvedMax ? Trip(DrawdownCause.Unconfirmed) : DrawdownStatus.Suspected;
        }

        if (!seen.PositionsOpen)
        {
            _unknownSinceUtc = null;
            return DrawdownStatus.Unknown;
        }

        var unknownSince = _unknownSinceUtc ??= seen.AtUtc;
        return seen.AtUtc > unknownSince && seen.AtUtc - unknownSince >= _settings.UnresolvedMax
            ? Trip(DrawdownCause.EquityUnknown)
            : DrawdownStatus.Unknown;
    }

    private DrawdownStatus Trip(DrawdownCause cause)
    {
        _cause = cause;
        if (!_kept.IsTripped)
        {
            Remember(_kept with { TrippedAtUtc = _lastAtUtc });
        }

        return DrawdownStatus.Breached;
    }

    private void Remember(DrawdownState kept) => (_kept, Revision) = (kept, Revision + 1);
}
