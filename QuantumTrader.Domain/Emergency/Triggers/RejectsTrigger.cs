using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>Orders of one symbol that the venue refused within a minute. One look pauses one symbol.</summary>
/// <param name="perMinuteMax">So many pause it; at least 1.</param>
/// <param name="pause">How long nothing is opened in it.</param>
public sealed class RejectsTrigger(int perMinuteMax, TimeSpan pause) : ITrigger
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Dictionary<Symbol, RecentTimes> _rejects = []; // bounded by the symbols that are traded
    private Symbol? _paused;

    public string Code => TriggerCodes.Rejects;

    public void OnRejected(Symbol symbol, DateTimeOffset atUtc)
    {
        if (!_rejects.TryGetValue(symbol, out var times))
        {
            _rejects[symbol] = times = new RecentTimes(perMinuteMax);
        }

        times.Add(atUtc);
    }

    public TriggerVerdict Evaluate(in TriggerFacts now)
    {
        foreach (var (symbol, times) in _rejects)
        {
            if (times.Reaches(perMinuteMax, now.NowUtc, Minute))
            {
                times.Clear();
                _paused = symbol;
                return new(TriggerAction.PauseSymbol, symbol, now.NowUtc + pause);
            }
        }

        return TriggerVerdict.None;
    }

    public string Explain(in TriggerFacts now) =>
        string.Create(CultureInfo.InvariantCulture, $"The venue refused {perMinuteMax} orders of {_paused} within a minute.");

    public void OnReset(in TriggerFacts now) => _rejects.Clear();
}
