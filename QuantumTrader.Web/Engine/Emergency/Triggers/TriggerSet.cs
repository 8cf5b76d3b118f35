using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>All triggers as the options want them, and the events that some of them count.</summary>
internal sealed class TriggerSet
{
    private readonly RejectsTrigger _rejects;
    private readonly StopLossesTrigger _stopLosses;
    private readonly OrderRateTrigger _orderRate;

    /// <param name="options">Limits and switches.</param>
    /// <param name="confirmDelay">Between two readings of equity that have to agree.</param>
    /// <param name="noteDailyLimit">Remembers the day of a daily limit.</param>
    /// <param name="more">Further triggers; they have no switch.</param>
    public TriggerSet(TriggersOptions options, TimeSpan confirmDelay, Action<DateOnly, bool> noteDailyLimit, IReadOnlyList<ITrigger> more)
    {
        _rejects = new RejectsTrigger(options.RejectsPerMinuteMax, options.RejectsPause);
        _stopLosses = new StopLossesTrigger(options.StopLossesMax, options.StopLossesWindow);
        _orderRate = new OrderRateTrigger(options.OrderRateStopFactor);
        Slots =
        [
            new(new DrawdownTrigger(), true),
            new(new DailyLossTrigger(options.DailyLossStopFactor, confirmDelay, noteDailyLimit), options.DailyLoss),
            new(new DataStaleTrigger(options.DataStaleReduceAfter, options.DataStaleStopAfter), options.DataStale),
            new(new LedgerMismatchTrigger(options.LedgerMismatchPageAfter), options.LedgerMismatch),
            new(_rejects, options.Rejects),
            new(_stopLosses, options.StopLosses),
            new(_orderRate, options.OrderRate),
            new(new LossVelocityTrigger(confirmDelay), options.LossVelocity),
            new(new SystemHealthTrigger(options.SystemHealthStopAfter), options.SystemHealth),
            .. more.Select(t => new TriggerSlot(t, true)),
        ];
    }

    public TriggerSlot[] Slots { get; }

    /// <param name="e">What was journaled.</param>
    /// <param name="marketUtc">The market's time now.</param>
    public void OnEvent(DomainEvent e, DateTimeOffset marketUtc)
    {
        switch (e)
        {
            case OrderRejected { Purpose: not Domain.Execution.OrderPurpose.Emergency } rejected:
                _rejects.OnRejected(rejected.Symbol, rejected.AtUtc);
                break;
            case TradeClosed { ExitReason: ExitReasons.StopLoss }:
                _stopLosses.OnStopLoss(marketUtc);
                break;
            case OrderIntended { Purpose: Domain.Execution.OrderPurpose.Entry } entry:
                _orderRate.OnEntrySent(entry.AtUtc);
                break;
        }
    }
}
