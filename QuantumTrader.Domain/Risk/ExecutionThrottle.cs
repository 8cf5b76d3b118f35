using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Counts executed entries of each symbol and side and switches one off that was executed too often within a window. Time alone never
/// switches anything on again. Bounded: two of each for every symbol that is traded, and at most <see cref="KeptMax"/> times for each.
/// </summary>
public sealed class ExecutionThrottle
{
    public const int KeptMax = 1_000;
    private readonly Dictionary<(Symbol, OrderSide), Queue<(TradeId Trade, DateTimeOffset AtUtc)>> _executed = [];
    private readonly Dictionary<(Symbol, OrderSide), SwitchedOff> _off = [];

    public IReadOnlyCollection<SwitchedOff> Off => _off.Values;

    /// <summary>What an earlier process switched off, in addition to what is known here.</summary>
    public void Restore(IReadOnlyList<SwitchedOff> stored)
    {
        foreach (var off in stored)
        {
            _off.TryAdd((off.Symbol, off.Side), off);
        }
    }

    /// <summary>An entry of the trade was filled for the first time; told again, it counts once. Not null when this one was one too many.</summary>
    /// <param name="max">So many within <paramref name="window"/> switch off. 1 to <see cref="KeptMax"/>.</param>
    public SwitchedOff? OnExecuted(Symbol symbol, OrderSide side, TradeId trade, DateTimeOffset atUtc, int max, TimeSpan window)
    {
        var key = (symbol, side);
        var executed = _executed.TryGetValue(key, out var known) ? known : _executed[key] = new();
        if (executed.Any(e => e.Trade == trade))
        {
            return null;
        }

        executed.Enqueue((trade, atUtc));
        while (executed.Count > KeptMax)
        {
            executed.Dequeue();
        }

        var within = CountWithin(executed, atUtc, window);
        if (within < max || _off.ContainsKey(key))
        {
            return null;
        }

        return _off[key] = new SwitchedOff(symbol, side, atUtc, within, window);
    }

    /// <summary>The venue took a position away. Null when it was off already; nothing is counted.</summary>
    public SwitchedOff? OnTaken(Symbol symbol, OrderSide side, DateTimeOffset atUtc) =>
        _off.ContainsKey((symbol, side)) ? null : _off[(symbol, side)] = new SwitchedOff(symbol, side, atUtc, 0, TimeSpan.Zero);

    /// <summary>False when it was not off. What was executed before no longer counts.</summary>
    public bool SwitchOn(Symbol symbol, OrderSide side)
    {
        _executed.Remove((symbol, side));
        return _off.Remove((symbol, side));
    }

    public SwitchedOff? Find(Symbol symbol, OrderSide side) => _off.GetValueOrDefault((symbol, side));

    public ThrottleFacts Facts(Symbol symbol, OrderSide side, DateTimeOffset nowUtc, TimeSpan window)
    {
        var off = Find(symbol, side);
        return new ThrottleFacts
        {
            IsKnown = true,
            IsOff = off is not null,
            OffSinceUtc = off?.SinceUtc,
            Executions = off?.Executions ?? (_executed.TryGetValue((symbol, side), out var executed) ? CountWithin(executed, nowUtc, window) : 0),
        };
    }

    /// <summary>A time ahead of the clock counts: it is no older than the window.</summary>
    private static int CountWithin(Queue<(TradeId Trade, DateTimeOffset AtUtc)> executed, DateTimeOffset nowUtc, TimeSpan window)
    {
        var count = 0;
        foreach (var (_, atUtc) in executed)
        {
            count += nowUtc - atUtc <= window ? 1 : 0;
        }

        return count;
    }
}
