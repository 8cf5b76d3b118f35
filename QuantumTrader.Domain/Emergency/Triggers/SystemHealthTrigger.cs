using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>The system itself is in a critical state: nothing is opened, and when it stays so, trading stops.</summary>
/// <param name="stopAfter">From the beginning of the critical state.</param>
public sealed class SystemHealthTrigger(TimeSpan stopAfter) : ITrigger
{
    private DateTimeOffset? _sinceUtc;

    public string Code => TriggerCodes.SystemHealth;

    public TriggerVerdict Evaluate(in TriggerFacts now)
    {
        if (now.CriticalCause is null)
        {
            _sinceUtc = null;
            return TriggerVerdict.None;
        }

        var since = _sinceUtc is { } known && known <= now.NowUtc ? known : now.NowUtc; // a clock that was set back begins anew
        _sinceUtc = since;
        return now.NowUtc - since >= stopAfter ? TriggerVerdict.Run : TriggerVerdict.ReduceOnly;
    }

    public string Explain(in TriggerFacts now) =>
        string.Create(CultureInfo.InvariantCulture, $"The system is in a critical state since {_sinceUtc:u}: {now.CriticalCause}");

    public void OnReset(in TriggerFacts now) => _sinceUtc = null;
}
