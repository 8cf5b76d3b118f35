using System.Globalization;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// Marks that no longer come. First nothing is opened; with positions, which nobody can then judge, trading stops later. Of what is held the
/// oldest mark counts. A feed with long bars is given three of them.
/// </summary>
/// <param name="reduceAfter">Nothing is opened from here on.</param>
/// <param name="stopAfter">With open positions trading stops here.</param>
public sealed class DataStaleTrigger(TimeSpan reduceAfter, TimeSpan stopAfter) : ITrigger
{
    private const int BarsMissed = 3;

    public string Code => TriggerCodes.DataStale;

    public TriggerVerdict Evaluate(in TriggerFacts now)
    {
        var slack = now.BarEvery * BarsMissed;
        var age = AgeOf(in now);
        return age < Longer(reduceAfter, slack) ? TriggerVerdict.None
            : now.PositionsOpen && !(age < Longer(stopAfter, slack)) ? TriggerVerdict.Run
            : TriggerVerdict.ReduceOnly;
    }

    public string Explain(in TriggerFacts now) => now.MarkAtUtc is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"No market data for {AgeOf(in now).TotalSeconds:0} s (since {at:u}){(now.PositionsOpen ? " while positions are open" : "")}.")
        : "No market data has come yet.";

    private static TimeSpan AgeOf(in TriggerFacts now) => now.MarkAtUtc is { } at ? now.NowUtc - at : TimeSpan.MaxValue;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one >= other ? one : other;
}
