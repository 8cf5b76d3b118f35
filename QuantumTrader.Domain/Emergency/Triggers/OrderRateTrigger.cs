using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// Entries that went out in the last minute, counted apart from the gate. Beyond the gate's own limit they cannot go, so that a multiple of it
/// means that something sends past the gate.
/// </summary>
/// <param name="factor">How many times the gate's limit stops trading; above 1.</param>
public sealed class OrderRateTrigger(decimal factor) : ITrigger
{
    /// <summary>More are not counted; a limit above it counts as this one.</summary>
    public const int CountMax = 4_096;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly RecentTimes _times = new(CountMax);

    public string Code => TriggerCodes.OrderRate;

    public void OnEntrySent(DateTimeOffset atUtc) => _times.Add(atUtc);

    public TriggerVerdict Evaluate(in TriggerFacts now) =>
        now.EntriesPerMinuteMax is { } max && _times.Reaches(LimitOf(max), now.NowUtc, Minute) ? TriggerVerdict.Run : TriggerVerdict.None;

    public string Explain(in TriggerFacts now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_times.CountWithin(now.NowUtc, Minute)} entries went out within a minute; the gate allows {now.EntriesPerMinuteMax}, so that something sends past it.");

    public void OnReset(in TriggerFacts now) => _times.Clear();

    private int LimitOf(int max) => (int)Math.Min(CountMax, Math.Ceiling(max * factor));
}
