namespace QuantumTrader.Domain.Risk;

/// <summary>
/// A height that counts: the lowest of readings that span a delay. One reading that is far too high, as a bad tick makes it, raises
/// nothing, because the reading after it is lower.
/// </summary>
public struct SteadyHeight
{
    private DateTimeOffset? _sinceUtc;
    private decimal _lowest;

    /// <summary>Nothing was read yet.</summary>
    public readonly bool IsEmpty => _sinceUtc is null;

    /// <returns>Null until a second reading, at least <paramref name="delay"/> later, has been seen.</returns>
    public decimal? Next(decimal reading, DateTimeOffset atUtc, TimeSpan delay)
    {
        if (_sinceUtc is not { } since)
        {
            (_sinceUtc, _lowest) = (atUtc, reading);
            return null;
        }

        _lowest = Math.Min(_lowest, reading);
        if (!(atUtc > since && atUtc - since >= delay))
        {
            return null;
        }

        var steady = _lowest;
        (_sinceUtc, _lowest) = (atUtc, reading);
        return steady;
    }
}
