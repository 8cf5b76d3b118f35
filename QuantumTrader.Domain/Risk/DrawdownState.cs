using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>What must survive a restart, or the fall before it is forgotten.</summary>
/// <param name="Peak">The highest equity, moved by transfers; null before the first reading.</param>
/// <param name="DayUtc">The UTC day that <paramref name="DayOpenEquity"/> belongs to.</param>
/// <param name="DayOpenEquity">The first equity read on that day, moved by transfers.</param>
public sealed record DrawdownState(Usd? Peak, DateOnly? DayUtc, Usd? DayOpenEquity)
{
    public static readonly DrawdownState Empty = new(null, null, null);
}
