namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>One reading stops nothing: a second one, later by the delay, has to say the same.</summary>
public struct Confirmation
{
    private DateTimeOffset? _firstAtUtc;

    /// <param name="holds">What this reading says.</param>
    /// <param name="readAtUtc">When the reading was taken; null confirms nothing.</param>
    /// <param name="delay">Between the first and the second.</param>
    public bool IsConfirmed(bool holds, DateTimeOffset? readAtUtc, TimeSpan delay)
    {
        if (!holds || readAtUtc is not { } at)
        {
            _firstAtUtc = null;
            return false;
        }

        var first = _firstAtUtc is { } known && known <= at ? known : at; // a clock that was set back begins anew
        _firstAtUtc = first;
        return at > first && at - first >= delay;
    }
}
