using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// The equity that the UTC day began with, moved by transfers since: the middle one of the day's first reading and the two before it, so
/// that a bad tick at midnight is no measure for a whole day. Where nothing was read shortly before, it is the day's first reading.
/// </summary>
internal sealed class DailyOpen(DateOnly? dayUtc, Usd? openEquity)
{
    /// <summary>An older reading says nothing about the day's beginning. Two bars of a minute, for where nothing is told between them.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(150);

    private Usd? _last;
    private Usd? _lastButOne;
    private DateTimeOffset _lastButOneAtUtc;
    private DateTimeOffset _lastAtUtc;

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
            (_last, _lastButOne) = (_last + netTransfers, _lastButOne + netTransfers);
        }

        if (equity is { } read)
        {
            OpenEquity ??= Steady(read, atUtc);
            (_lastButOne, _lastButOneAtUtc) = (_last, _lastAtUtc);
            (_last, _lastAtUtc) = (read, atUtc);
        }
    }

    private Usd Steady(Usd first, DateTimeOffset atUtc)
    {
        if (_last is not { Value: > 0m } last || _lastButOne is not { Value: > 0m } lastButOne
            || !(_lastButOneAtUtc < _lastAtUtc && _lastAtUtc < atUtc && atUtc - _lastButOneAtUtc <= Recent))
        {
            return first;
        }

        var (low, high) = last.Value < lastButOne.Value ? (last.Value, lastButOne.Value) : (lastButOne.Value, last.Value);
        return new Usd(Math.Clamp(first.Value, low, high));
    }
}
