using System.Globalization;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// How fast equity falls: from its highest in the last five minutes of market time, per minute of those five. Transfers do not count. Two
/// readings have to agree, on a height as on a fall; an equity that cannot be read says nothing, and is for the drawdown monitor.
/// </summary>
/// <param name="confirmDelay">Between the two readings.</param>
public sealed class LossVelocityTrigger(TimeSpan confirmDelay) : ITrigger
{
    private const int Minutes = 5;
    private static readonly long SliceTicks = TimeSpan.FromSeconds(5).Ticks;
    private const int Slices = (Minutes * 60 / 5) + 1; // the oldest is on its way out
    private readonly (long Slice, decimal Highest)[] _highest = new (long, decimal)[Slices];
    private SteadyHeight _height;
    private DateTimeOffset? _readAtUtc;
    private Confirmation _confirmation;
    private decimal _perMinute;

    public string Code => TriggerCodes.LossVelocity;

    public TriggerVerdict Evaluate(in TriggerFacts now)
    {
        if (now.EquityAtUtc != _readAtUtc)
        {
            _readAtUtc = now.EquityAtUtc;
            Read(in now);
        }

        var isTooFast = now.Equity.Equity is not null && now.LossVelocityMax is { } max && !(_perMinute < max.Value);
        return _confirmation.IsConfirmed(isTooFast, now.EquityAtUtc, confirmDelay) ? TriggerVerdict.Run : TriggerVerdict.None;
    }

    public string Explain(in TriggerFacts now) => string.Create(
        CultureInfo.InvariantCulture, $"Equity fell by {_perMinute:0.##} USD a minute over {Minutes} minutes; the limit is {now.LossVelocityMax?.Value:0.##}.");

    public void OnReset(in TriggerFacts now)
    {
        Array.Clear(_highest);
        (_height, _confirmation, _perMinute) = (default, default, 0m);
    }

    private void Read(in TriggerFacts now)
    {
        if (now.Equity.Equity is not { } equity)
        {
            return;
        }

        var (own, slice) = (equity.Value - now.NetTransfers.Value, (now.MarketUtc ?? now.NowUtc).UtcTicks / SliceTicks);
        var first = _height.IsEmpty ? own : (decimal?)null; // what was before it, nobody knows
        if ((_height.Next(own, now.EquityAtUtc ?? now.NowUtc, confirmDelay) ?? first) is { } steady)
        {
            ref var here = ref _highest[slice % Slices];
            here = here.Slice == slice ? (slice, Math.Max(here.Highest, steady)) : (slice, steady);
        }

        var highest = own;
        foreach (var (at, then) in _highest)
        {
            highest = at > slice - Slices && at <= slice && then > highest ? then : highest;
        }

        _perMinute = (highest - own) / Minutes;
    }
}
