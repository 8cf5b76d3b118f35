namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>How much of one limit is used in the venue's present window, which begins at whole multiples of its length.</summary>
/// <param name="ordinaryShare">Of the limit; the rest is the reserve of what is for safety. 0.1 to 1.</param>
internal sealed class LimitWindow(TimeSpan length, int limit, decimal ordinaryShare)
{
    private long _number = -1;
    private int _used; // what there is room beside
    private int _told;

    public int Limit { get; private set; } = limit;

    /// <summary>For people: ours or the venue's count, whichever is larger.</summary>
    public int Used => Math.Max(_used, _told);

    private int OrdinaryMax => Math.Max(1, (int)(Limit * ordinaryShare));

    /// <summary>Begins a new window when its time has come; a clock that went back stays in the old one.</summary>
    /// <returns>The window's number.</returns>
    public long Roll(DateTimeOffset nowUtc)
    {
        var number = nowUtc.UtcTicks / length.Ticks;
        if (number > _number || number < _number - 1)
        {
            (_number, _used, _told) = (number, 0, 0);
        }

        return _number;
    }

    public bool HasRoom(int amount, bool isForSafety) => _used + amount <= (isForSafety ? Limit : OrdinaryMax);

    public void Take(int amount) => _used += amount;

    /// <summary>
    /// The venue's count, of the window that the call was made in. The larger one is believed, and what is below zero is not. It fills
    /// what is ordinary and no more: a header alone, which may be nonsense, must not keep a stop from its cancels and its proof. A venue
    /// that has had enough says so by refusing, and that silences everything.
    /// </summary>
    public void Adopt(int counted, long number)
    {
        if (number != _number)
        {
            return;
        }

        _told = Math.Max(_told, counted);
        _used = Math.Max(_used, Math.Min(counted, OrdinaryMax));
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
