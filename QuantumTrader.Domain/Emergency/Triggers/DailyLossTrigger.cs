using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// The loss since the UTC day began. At the policy's limit nothing is opened until midnight, also when equity recovers and over a restart;
/// at a multiple of it trading stops, once a day. Two readings have to agree; the gate denies on the first.
/// </summary>
/// <param name="stopAt">How many times the policy's limit stops; at least 1.</param>
/// <param name="confirmDelay">Between the two readings.</param>
/// <param name="note">Remembers the day; true: a stop of that day was reset.</param>
public sealed class DailyLossTrigger(decimal stopAt, TimeSpan confirmDelay, Action<DateOnly, bool> note) : ITrigger
{
    private Confirmation _limit;
    private Confirmation _stop;

    public string Code => TriggerCodes.DailyLoss;

    public TriggerVerdict Evaluate(in TriggerFacts now)
    {
        var (loss, max) = (now.Equity.DailyLoss, now.DailyLossMax);
        var isKnown = loss is not null && max is not null;
        var atLimit = _limit.IsConfirmed(isKnown && !(loss!.Value < max!.Value), now.EquityAtUtc, confirmDelay);
        var atStop = _stop.IsConfirmed(isKnown && !(loss!.Value.Value < max!.Value.Value * stopAt), now.EquityAtUtc, confirmDelay);
        if (atLimit)
        {
            note(now.DayUtc, false);
        }

        return atStop && now.DailyStopOn != now.DayUtc ? new(TriggerAction.ReduceOnly | TriggerAction.Run, UntilUtc: now.DayEndsUtc)
            : atLimit || now.DailyLimitOn == now.DayUtc ? new(TriggerAction.ReduceOnly, UntilUtc: now.DayEndsUtc)
            : TriggerVerdict.None;
    }

    public string Explain(in TriggerFacts now) => string.Create(
        CultureInfo.InvariantCulture,
        $"The loss of the UTC day is {now.Equity.DailyLoss?.Percent:0.##} %; the limit is {now.DailyLossMax?.Percent:0.##} %, and trading stops at {now.DailyLossMax?.Percent * stopAt:0.##} %. Nothing is opened until {now.DayEndsUtc:u}.");

    /// <summary>What was lost stays lost: the same day does not stop trading again, and opens nothing.</summary>
    public void OnReset(in TriggerFacts now)
    {
        (_limit, _stop) = (default, default);
        if (now.Equity.DailyLoss is { } loss && now.DailyLossMax is { } max && !(loss.Value < max.Value * stopAt))
        {
            note(now.DayUtc, true);
        }
    }
}
