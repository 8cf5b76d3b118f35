using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>The equity that the UTC day began with: the first one read on that day, moved by transfers since.</summary>
internal sealed class DailyOpen(DateOnly? dayUtc, Usd? openEquity)
{
    public DateOnly? DayUtc { get; private set; } = dayUtc;

    /// <summary>Null until the day's first equity was read, and after withdrawals that exceed it.</summary>
    public Usd? OpenEquity { get; private set; } = openEquity is { Value: > 0m } ? openEquity : null;

    public void Observe(Usd? equity, Usd netTransfers, DateTimeOffset atUtc)
    {
        var day = DateOnly.FromDateTime(atUtc.UtcDateTime);
        // A clock that stepped back over midnight must not give the loss of the later day away; a day farther ahead is none that was lived.
        if (!(day <= DayUtc && DayUtc <= day.AddDays(1)))
        {
            (DayUtc, OpenEquity) = (day, null);
        }

        if (netTransfers.Value != 0m)
        {
            var moved = OpenEquity + netTransfers;
            OpenEquity = moved is { Value: > 0m } ? moved : null;
        }

        OpenEquity ??= equity;
    }
}
