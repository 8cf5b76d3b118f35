using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Checks;

/// <summary>
/// Equity as the venue knows it, at the market's own prices. A stop that says that equity fell must be explained by it: one bad tick
/// never closes out. Prices that are wrong for minutes may, because nobody can tell them from right ones.
/// </summary>
internal sealed class EquityTruth(SimulatedWorld world)
{
    private const string Invariant = "one bad tick stops nothing";
    private const decimal Near = 0.75m; // of a limit: what is near enough to it may be reached between two bars
    private const int RecentBars = 3;
    private const int VelocityBars = 8;
    private readonly List<decimal> _equity = []; // one run long
    private decimal _peak;
    private decimal _highest;
    private bool _isTripped;
    private long? _wasTrippedAtCrash; // the crashes before a reset whose process may have died before the trip was forgotten

    /// <summary>At the end of each bar.</summary>
    public void Note(decimal equity)
    {
        _equity.Add(equity);
        (_peak, _highest) = (Math.Max(_peak, equity), Math.Max(_highest, equity));
    }

    public void OnEvent(DomainEvent e)
    {
        switch (e)
        {
            case EmergencyReset { PeakRebased: true }:
                _wasTrippedAtCrash = _isTripped ? world.Counts.SumOf("crash") : null;
                (_peak, _isTripped) = (_equity.Count > 0 ? _equity[^1] : 0m, false);
                break;
            case EmergencyStopped stopped when !world.Options.SustainedBadPrices:
                Judge(stopped);
                break;
        }
    }

    private void Judge(EmergencyStopped stopped)
    {
        if (_equity.Count == 0 || world.Stores.PolicyNow is not { } policy)
        {
            return;
        }

        _isTripped |= world.Stores.Drawdown.ReadAsync(CancellationToken.None).GetAwaiter().GetResult() is { IsTripped: true }; // a crash in the middle of a reset
        var now = Math.Min(world.TrueEquity() ?? decimal.MaxValue, Lowest(RecentBars));
        var isTripped = _isTripped || world.Counts.SumOf("crash") > _wasTrippedAtCrash;
        var isExplained = stopped.Trigger switch
        {
            TriggerCodes.Drawdown => isTripped || now <= _peak * (1m - (Near * policy.DrawdownLimit.Value)),
            TriggerCodes.AllTimeDrawdown => isTripped || now <= _highest * (1m - (Near * policy.AllTimeDrawdownLimit.Value)),
            TriggerCodes.DailyLoss => now <= _highest * (1m - (Near * policy.Limits.DailyDrawdownMax.Value)),
            TriggerCodes.LossVelocity => _equity.TakeLast(VelocityBars).Max() - now >= Near * 5m * policy.LossVelocityMax.Value,
            _ => (bool?)null,
        };
        if (isExplained is null)
        {
            return;
        }

        world.Checks.Seen(Invariant);
        _isTripped |= stopped.Trigger is TriggerCodes.Drawdown or TriggerCodes.AllTimeDrawdown;
        if (isExplained == false)
        {
            world.Checks.Fail(Invariant, $"{stopped.Trigger} ({stopped.Reason}), but equity is {now:0.##} after a peak of {_peak:0.##}, and the last bars had {string.Join(", ", _equity.TakeLast(VelocityBars).Select(v => $"{v:0}"))}");
        }
    }

    private decimal Lowest(int bars) => _equity.TakeLast(bars).Min();
}
