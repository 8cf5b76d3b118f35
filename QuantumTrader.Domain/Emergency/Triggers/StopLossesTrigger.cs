using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>Trades that ended at their stop, of all symbols, by market time. So many in so short a time say that the model is wrong about the market.</summary>
/// <param name="max">So many stop trading; at least 1.</param>
/// <param name="window">Within this time.</param>
public sealed class StopLossesTrigger(int max, TimeSpan window) : ITrigger
{
    private readonly RecentTimes _times = new(max);

    public string Code => TriggerCodes.StopLosses;

    /// <param name="marketUtc">Market time.</param>
    public void OnStopLoss(DateTimeOffset marketUtc) => _times.Add(marketUtc);

    public TriggerVerdict Evaluate(in TriggerFacts now) => _times.Reaches(max, TimeOf(in now), window) ? TriggerVerdict.Run : TriggerVerdict.None;

    public string Explain(in TriggerFacts now) =>
        string.Create(CultureInfo.InvariantCulture, $"{_times.CountWithin(TimeOf(in now), window)} trades ended at their stop within {window.TotalMinutes:0.##} minutes; the limit is {max}.");

    public void OnReset(in TriggerFacts now) => _times.Clear();

    private static DateTimeOffset TimeOf(in TriggerFacts now) => now.MarketUtc ?? now.NowUtc;
}
