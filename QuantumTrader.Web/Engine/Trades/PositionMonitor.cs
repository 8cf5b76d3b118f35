using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>On every bar: is each open trade still protected, and has it been held too long? Allocates nothing when all is well.</summary>
public sealed class PositionMonitor(TradeDesk desk, TradesOptions options)
{
    /// <param name="barCloseUtc">Market time: a replay of a year holds trades for days, not for seconds.</param>
    public void OnBar(TradeState trade, DateTimeOffset openedBarUtc, DateTimeOffset barCloseUtc)
    {
        if (trade.IsOver)
        {
            return;
        }

        if (trade.Phase == TradePhase.Open && barCloseUtc - openedBarUtc >= options.HoldMax)
        {
            desk.Exit(trade, "TIMEOUT");
            return;
        }

        desk.Look(trade);
    }
}
