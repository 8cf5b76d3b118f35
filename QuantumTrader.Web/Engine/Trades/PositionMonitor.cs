using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>On every bar: has the trade been held too long, and is it still protected? Allocates nothing when all is well.</summary>
public sealed class PositionMonitor(TradeDesk desk, TradesOptions options)
{
    /// <param name="trade">Not over.</param>
    /// <param name="openedBarUtc">Market time at which it was first seen open: a replay of a year holds trades for days, not for seconds.</param>
    /// <param name="barCloseUtc">Market time now.</param>
    /// <param name="lookIsDue">Something changed since the last look, or the last one is long ago.</param>
    public void OnBar(TradeState trade, DateTimeOffset openedBarUtc, DateTimeOffset barCloseUtc, bool lookIsDue)
    {
        if (trade.Phase is TradePhase.Open or TradePhase.PartiallyFilled && barCloseUtc - openedBarUtc >= options.HoldMax)
        {
            desk.Exit(trade, ExitReasons.Timeout);
        }
        else if (lookIsDue)
        {
            desk.Look(trade);
        }
    }
}
