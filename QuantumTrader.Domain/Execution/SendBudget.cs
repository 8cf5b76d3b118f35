using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>
/// How many orders the venue still takes, by its own two limits. Entries may use only what is not kept in reserve, so that an
/// emergency finds room at once. Used on the engine's scheduler; allocates nothing after its making.
/// </summary>
public sealed class SendBudget
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly long[] _sent; // a ring of the last sends
    private readonly int _perShort;
    private readonly int _entriesPerShort;
    private readonly int _entriesPerLong;
    private long _count;

    /// <param name="perTenSeconds">At least 1.</param>
    /// <param name="perMinute">At least <paramref name="perTenSeconds"/>.</param>
    /// <param name="reserve">The share that entries never use, 0 to below 1.</param>
    public SendBudget(int perTenSeconds, int perMinute, Fraction reserve)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perTenSeconds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(perMinute, perTenSeconds);
        ArgumentOutOfRangeException.ThrowIfNegative(reserve.Value, nameof(reserve));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reserve.Value, 1m, nameof(reserve));
        (_sent, _perShort) = (new long[perMinute], perTenSeconds);
        _entriesPerShort = (int)(perTenSeconds * (1m - reserve.Value));
        _entriesPerLong = (int)(perMinute * (1m - reserve.Value));
    }

    public bool HasRoomForEntry(DateTimeOffset nowUtc) =>
        Wait(_entriesPerShort, Short, nowUtc) == TimeSpan.Zero && Wait(_entriesPerLong, Long, nowUtc) == TimeSpan.Zero;

    /// <summary>How long a close must still wait; zero when it may go now, at most a minute.</summary>
    public TimeSpan WaitForClose(DateTimeOffset nowUtc)
    {
        var (first, second) = (Wait(_perShort, Short, nowUtc), Wait(_sent.Length, Long, nowUtc));
        return first > second ? first : second;
    }

    /// <summary>An order was sent.</summary>
    public void Take(DateTimeOffset nowUtc) => _sent[_count++ % _sent.Length] = nowUtc.UtcTicks;

    private TimeSpan Wait(int limit, TimeSpan window, DateTimeOffset nowUtc)
    {
        if (limit < 1)
        {
            return window;
        }

        if (_count < limit)
        {
            return TimeSpan.Zero;
        }

        var left = _sent[(_count - limit) % _sent.Length] + window.Ticks - nowUtc.UtcTicks;
        return left <= 0 ? TimeSpan.Zero : left < window.Ticks ? TimeSpan.FromTicks(left) : window; // A clock that went back waits one window.
    }
}
