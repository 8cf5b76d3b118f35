using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>Losing trades in a row, counted anew on each UTC day, so that a bad day ends.</summary>
public sealed class LosingStreak
{
    private DateOnly _day;
    private int _count;

    /// <summary>In the order in which they closed.</summary>
    public void OnClosed(Usd netPnl, DateTimeOffset closedAtUtc)
    {
        var day = DayOf(closedAtUtc);
        _count = netPnl.Value < 0m ? (day == _day ? _count : 0) + 1 : 0;
        _day = day;
    }

    public int At(DateTimeOffset nowUtc) => DayOf(nowUtc) == _day ? _count : 0;

    private static DateOnly DayOf(DateTimeOffset atUtc) => DateOnly.FromDateTime(atUtc.UtcDateTime);
}
