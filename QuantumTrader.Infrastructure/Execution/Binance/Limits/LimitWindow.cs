namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>How much of one limit is used in the venue's present window, which begins at whole multiples of its length.</summary>
internal sealed class LimitWindow(TimeSpan length, int limit)
{
    private long _number = -1;

    public int Limit { get; private set; } = limit;

    public int Used { get; private set; }

    /// <summary>Begins a new window when its time has come; a clock that went back stays in the old one.</summary>
    /// <returns>The window's number.</returns>
    public long Roll(DateTimeOffset nowUtc)
    {
        var number = nowUtc.UtcTicks / length.Ticks;
        if (number > _number || number < _number - 1)
        {
            (_number, Used) = (number, 0);
        }

        return _number;
    }

    public bool HasRoom(int amount, decimal share) => Used + amount <= Math.Max(1, (int)(Limit * share));

    public void Take(int amount) => Used += amount;

    /// <summary>The venue's count, of the window that the call was made in. The larger one is believed; what is below zero is not.</summary>
    public void Adopt(int counted, long number)
    {
        if (number == _number && counted > Used)
        {
            Used = counted;
        }
    }

    public void AdoptLimit(int limit)
    {
        if (limit > 0)
        {
            Limit = limit;
        }
    }

    public TimeSpan UntilNext(DateTimeOffset nowUtc) => TimeSpan.FromTicks(Math.Max(1, ((_number + 1) * length.Ticks) - nowUtc.UtcTicks));
}
