using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine;

/// <content>What makes trading fall back a step on its way back after a reset: news of trouble, each told once.</content>
public sealed partial class TradingEngine
{
    private static readonly Fraction WarningShare = new(0.6m); // of the drawdown limit

    // Denials that speak of data, account or storage; that a symbol has a position already, or a signal is weak, is no trouble.
    private static readonly HashSet<string> TroubleCodes =
    [
        .. DenialCodes.CodesOf(
            DenialSet.PolicyMissing | DenialSet.PolicyStale | DenialSet.PolicyInvalid | DenialSet.DataNever | DenialSet.DataStale | DenialSet.PriceInvalid
            | DenialSet.PriceOutsideCollar | DenialSet.ExposureUnknown | DenialSet.OrderRateExceeded | DenialSet.EquityUnknown | DenialSet.EquityStale
            | DenialSet.DailyLossLimit | DenialSet.DrawdownUnconfirmed | DenialSet.DrawdownLimit | DenialSet.SymbolBlocked | DenialSet.JournalUnavailable | DenialSet.RedisUnavailable),
    ];

    private bool _drawdownWarned;

    private void WatchReEntry()
    {
        if (ReEntry.State is { Stage: ReEntryStage.ReduceOnly } state && !(Equity.LastAtUtc >= state.SinceUtc))
        {
            return; // Nobody has looked at equity since the reset: that is no trouble, and no step forward either.
        }

        var warns = Warns(Equity.Last);
        if (ReEntry.State is not null && !Emergency.IsLatched)
        {
            if (warns && !_drawdownWarned)
            {
                ReEntry.OnTrouble($"The drawdown monitor is {Equity.Last.Status} at {Equity.Last.Drawdown?.Percent:0.##} %.");
            }

            ReEntry.OnTick();
        }

        _drawdownWarned = warns;
    }

    /// <summary>Suspected, or beyond the warning's share of the limit. What cannot be read warns.</summary>
    private static bool Warns(DrawdownReading reading) =>
        reading.Status != DrawdownStatus.Normal || !(reading.Drawdown is { } drawdown && drawdown < reading.Limit * WarningShare);

    private void WatchDenial(DomainEvent e)
    {
        if (ReEntry.State is not null && !Emergency.IsLatched && e is OrderDenied denied && denied.Codes.FirstOrDefault(TroubleCodes.Contains) is { } code)
        {
            ReEntry.OnTrouble($"An order was denied: {code}.");
            AskModules(_parts.Time.GetUtcNow()); // the next entry may be decided before the next step
        }
    }
}
