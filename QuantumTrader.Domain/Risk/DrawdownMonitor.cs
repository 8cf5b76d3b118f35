using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Watches how far equity is below its peak: drawdown = (peak - equity) / peak. Pure and single-threaded; the caller feeds it
/// each reading and acts on what it says. Once tripped it stays so until <see cref="Rebase"/> or <see cref="Keep"/>.
/// <para>
/// One reading never stops trading by itself: at the limit it is suspected, which closes the gate for new risk, and a second
/// reading confirms it. A failed read is unknown, not a loss of everything; it trips only when it lasts.
/// </para>
/// </summary>
public sealed class DrawdownMonitor(DrawdownSettings settings, DrawdownState restored)
{
    private DailyOpen _day = new(restored.DayUtc, restored.DayOpenEquity);
    private Usd? _peak = restored.Peak is { Value: > 0m } ? restored.Peak : null;
    private DrawdownStatus _status = DrawdownStatus.Unknown;
    private DrawdownCause? _cause;
    private DateTimeOffset? _suspectedAtUtc;
    private DateTimeOffset? _unknownSinceUtc;

    /// <summary>To be stored after each change, and given to the constructor after a restart.</summary>
    public DrawdownState State => new(_peak, _day.DayUtc, _day.OpenEquity);

    public DrawdownReading Observe(in EquityObservation seen)
    {
        // Not positive is what a failed read of an account looks like.
        var equity = seen.Equity is { Value: > 0m } ? seen.Equity : null;
        _day.Observe(equity, seen.NetTransfers, seen.AtUtc);
        MovePeak(equity, seen.NetTransfers);
        var before = _status;
        if (before != DrawdownStatus.Breached)
        {
            _status = equity is null ? JudgeUnknown(seen) : JudgeKnown(equity, seen);
        }

        return new DrawdownReading
        {
            Status = _status,
            Cause = _cause,
            JustTripped = _status == DrawdownStatus.Breached && before != DrawdownStatus.Breached,
            Equity = equity,
            Peak = _peak,
            Limit = seen.Limit,
            DayOpenEquity = _day.OpenEquity,
        };
    }

    /// <summary>After a reset: measure from <paramref name="equity"/>, which must be positive.</summary>
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
    public void Keep() => (_status, _cause, _suspectedAtUtc, _unknownSinceUtc) = (DrawdownStatus.Unknown, null, null, null);

    /// <summary>Takes over what another process measured; judged anew from the next reading on.</summary>
    public void Restore(DrawdownState state)
    {
        _day = new DailyOpen(state.DayUtc, state.DayOpenEquity);
        _peak = state.Peak is { Value: > 0m } ? state.Peak : null;
        Keep();
    }

    private void MovePeak(Usd? equity, Usd netTransfers)
    {
        if (netTransfers.Value != 0m)
        {
            var moved = _peak + netTransfers;
            _peak = moved is { Value: > 0m } ? moved : null;
        }

        if (equity is { } now && !(_peak >= now))
        {
            _peak = now;
        }
    }

    private DrawdownStatus JudgeKnown(Usd? equity, in EquityObservation seen)
    {
        _unknownSinceUtc = null;
        // The fall against the peak's share: what a division would say, without the division.
        if (_peak - equity < _peak * seen.Limit)
        {
            _suspectedAtUtc = null;
            return DrawdownStatus.Normal;
        }

        var suspectedAt = _suspectedAtUtc ??= seen.AtUtc;
        return settings.ConfirmImmediately || (seen.AtUtc > suspectedAt && seen.AtUtc - suspectedAt >= settings.ConfirmDelay)
            ? Trip(DrawdownCause.Confirmed)
            : DrawdownStatus.Suspected;
    }

    private DrawdownStatus JudgeUnknown(in EquityObservation seen)
    {
        if (_suspectedAtUtc is { } suspectedAt)
        {
            return seen.AtUtc - suspectedAt >= settings.UnresolvedMax ? Trip(DrawdownCause.Unconfirmed) : DrawdownStatus.Suspected;
        }

        if (!seen.PositionsOpen)
        {
            _unknownSinceUtc = null;
            return DrawdownStatus.Unknown;
        }

        var unknownSince = _unknownSinceUtc ??= seen.AtUtc;
        return seen.AtUtc > unknownSince && seen.AtUtc - unknownSince >= settings.UnresolvedMax
            ? Trip(DrawdownCause.EquityUnknown)
            : DrawdownStatus.Unknown;
    }

    private DrawdownStatus Trip(DrawdownCause cause)
    {
        _cause = cause;
        return DrawdownStatus.Breached;
    }
}
