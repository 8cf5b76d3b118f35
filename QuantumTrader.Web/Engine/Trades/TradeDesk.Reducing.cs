using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine.Trades;

/// <content>Makes a position smaller that is near its liquidation.</content>
public sealed partial class TradeDesk
{
    /// <summary>
    /// Closes a share of what a trade holds, at the market; the stop stays over all of it. What would leave less than the venue's smallest order
    /// is closed whole. False when nothing is sent now: no trade of ours holds it, an exit is on its way, or the desk may not act.
    /// </summary>
    public bool TryReduce(Symbol symbol, PositionSide side, Direction direction, Fraction share)
    {
        if (IsPaused || HolderOf(symbol, side, direction) is not { Phase: TradePhase.Open or TradePhase.PartiallyFilled, QuantityOpen.IsPositive: true } trade
            || symbols.Find(symbol)?.Instrument is not { } instrument)
        {
            return false;
        }

        var care = CareOf(trade.TradeId);
        if (care.ExitReason is not null || care.ReduceBy is not null || time.GetUtcNow() < care.NotBeforeUtc)
        {
            return false;
        }

        var part = (trade.QuantityOpen * share).FloorToStep(instrument.StepSize);
        if (part < instrument.QuantityMin || trade.QuantityOpen - part < instrument.QuantityMin)
        {
            care.ExitReason = ExitReasons.LiquidationNear;
        }
        else
        {
            care.ReduceBy = part;
        }

        Look(trade);
        return true;
    }

    private async Task<bool> ReduceAsync(TradeState trade, Quantity part, TradeCare care)
    {
        if (trade.Phase is not (TradePhase.Open or TradePhase.PartiallyFilled) || trade.QuantityOpen < part)
        {
            return true; // Something else was faster.
        }

        var result = await orders.ExitAsync(trade with { QuantityOpen = part }, ExitReasons.LiquidationNear);
        if (result is ExecutionResult.Rejected { IsForOpenOrders: true })
        {
            await orders.UncoverAsync(trade); // the next reading sends it again
        }

        return result is ExecutionResult.Accepted or ExecutionResult.Unknown || Pause(trade.TradeId, care, result);
    }
}
