using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Risk;

/// <summary>
/// The peak in two places. A write has succeeded when the local store has it; the shared one follows without being waited for,
/// and what it missed goes with the next write. Reading takes the safer of both.
/// </summary>
public sealed class MirroredDrawdownStore(IDrawdownStore local, IDrawdownStore remote) : IDrawdownStore
{
    private readonly Lock _gate = new();
    private DrawdownState? _next; // only the newest state is of use
    private bool _isFollowing;
    private Task _following = Task.CompletedTask;
    private volatile string? _cause;

    /// <summary>Why the shared store has not got the newest state, or could not be read; null when all is well.</summary>
    public string? RemoteCause => _cause;

    /// <summary>Ends when the shared store has, or has refused, what was written so far.</summary>
    public Task WhenFollowedAsync()
    {
        lock (_gate)
        {
            return _following;
        }
    }

    public async Task<DrawdownState?> ReadAsync(CancellationToken stopping)
    {
        var here = await local.ReadAsync(stopping);
        try
        {
            var there = await remote.ReadAsync(stopping);
            _cause = null;
            return Safer(here, there);
        }
        catch (DrawdownStoreUnavailableException e)
        {
            _cause = e.Message;
            return here;
        }
    }

    public async Task WriteAsync(DrawdownState state, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(state);
        await local.WriteAsync(state, stopping);
        if (MustFollow(state))
        {
            var following = FollowAsync();
            lock (_gate)
            {
                _following = following;
            }
        }
    }

    /// <summary>The higher peaks, since they show the larger fall; the later trip and the later reset, whichever came last counts; of the same day the higher opening equity, otherwise the later day.</summary>
    internal static DrawdownState? Safer(DrawdownState? here, DrawdownState? there)
    {
        if (here is null || there is null)
        {
            return here ?? there;
        }

        there = Aligned(there, here);
        var (day, open) = SaferDay(here, there);
        return new DrawdownState(Higher(here.Peak, there.Peak), day, open)
        {
            AllTimePeak = Higher(here.AllTimePeak, there.AllTimePeak),
            TrippedAtUtc = Later(here.TrippedAtUtc, there.TrippedAtUtc),
            ClearedAtUtc = Later(here.ClearedAtUtc, there.ClearedAtUtc),
            DailyLimitOn = Later(here.DailyLimitOn, there.DailyLimitOn),
            DailyStopOn = Later(here.DailyStopOn, there.DailyStopOn),
            TransfersSinceUtc = there.TransfersSinceUtc > here.TransfersSinceUtc || here.TransfersSinceUtc is null ? there.TransfersSinceUtc : here.TransfersSinceUtc,
            Transfers = there.TransfersSinceUtc > here.TransfersSinceUtc || here.TransfersSinceUtc is null ? there.Transfers : here.Transfers,
        };
    }

    /// <summary>As if it had counted the transfers that the other has: else a withdrawal that one of them did not see would leave its peak too high for ever.</summary>
    private static DrawdownState Aligned(DrawdownState state, DrawdownState to)
    {
        if (state.TransfersSinceUtc is null || state.TransfersSinceUtc != to.TransfersSinceUtc)
        {
            return state;
        }

        var moved = to.Transfers - state.Transfers;
        return state with { Peak = state.Peak + moved, DayOpenEquity = state.DayOpenEquity + moved, AllTimePeak = state.AllTimePeak + moved, Transfers = to.Transfers };
    }

    private static Usd? Higher(Usd? a, Usd? b) => a is { } one && b is { } other ? Usd.Max(one, other) : a ?? b;

    private static T? Later<T>(T? a, T? b)
        where T : struct, IComparable<T> => a is { } one && b is { } other ? (one.CompareTo(other) >= 0 ? one : other) : a ?? b;

    private static (DateOnly?, Usd?) SaferDay(DrawdownState here, DrawdownState there)
    {
        var hereIsKnown = here is { DayUtc: not null, DayOpenEquity: not null };
        var thereIsKnown = there is { DayUtc: not null, DayOpenEquity: not null };
        var takesHere = hereIsKnown && thereIsKnown
            ? here.DayUtc > there.DayUtc || (here.DayUtc == there.DayUtc && here.DayOpenEquity!.Value.Value >= there.DayOpenEquity!.Value.Value)
            : hereIsKnown || !thereIsKnown;
        return takesHere ? (here.DayUtc, here.DayOpenEquity) : (there.DayUtc, there.DayOpenEquity);
    }

    /// <summary>False when somebody is at it, who will take this state as well.</summary>
    private bool MustFollow(DrawdownState state)
    {
        lock (_gate)
        {
            _next = state;
            var must = !_isFollowing;
            _isFollowing = true;
            return must;
        }
    }

    private async Task FollowAsync()
    {
        while (TakeNext() is { } state)
        {
            try
            {
                await remote.WriteAsync(state, CancellationToken.None);
                _cause = null;
            }
            catch (DrawdownStoreUnavailableException e)
            {
                _cause = e.Message;
            }
        }
    }

    private DrawdownState? TakeNext()
    {
        lock (_gate)
        {
            var next = _next;
            _next = null;
            _isFollowing = next is not null;
            return next;
        }
    }
}
