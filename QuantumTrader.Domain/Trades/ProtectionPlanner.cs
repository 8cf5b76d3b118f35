using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>
/// Which stop and targets a trade should have, reckoned from its actual fills: one stop over everything held (at the entry
/// price once the partial target was taken), one partial target, one target over the rest. Pure: it is asked again after
/// each answer, and a new stop is always placed before the old one is canceled.
/// </summary>
public static class ProtectionPlanner
{
    /// <summary>Null when nothing is to be done.</summary>
    public static ProtectionAction? Next(TradeState trade, Instrument instrument)
    {
        if (!trade.QuantityOpen.IsPositive || trade.EntryPrice is not { } entry)
        {
            return trade.IsOver ? CancelFirst(trade) : null;
        }

        return trade.Phase switch
        {
            TradePhase.PartiallyFilled => Stop(trade, instrument, entry),
            TradePhase.Open => Stop(trade, instrument, entry) ?? Targets(trade, instrument, entry),
            _ => null, // Closing: an exit is on its way and the stop stays until it is through.
        };
    }

    /// <summary>Never looser than asked: rounded towards the entry.</summary>
    public static Price StopTrigger(TradeState trade, Instrument instrument, Price entry) =>
        trade.PartialTaken
            ? Passive(entry, trade.Direction, instrument)
            : Passive(entry.MovedBy(trade.Direction == Direction.Long ? -trade.StopLoss : trade.StopLoss), trade.Direction, instrument);

    private static ProtectionAction? Stop(TradeState trade, Instrument instrument, Price entry)
    {
        var trigger = StopTrigger(trade, instrument, entry);
        TradeOrder? good = null;
        TradeOrder? surplus = null;
        for (var i = 0; i < trade.Orders.Count; i++) // by index: an enumerator would be allocated, and open trades are looked at again and again
        {
            var order = trade.Orders[i];
            if (order.Purpose != OrderPurpose.StopLoss)
            {
                continue;
            }

            if (good is null && order.Quantity - order.Filled >= trade.QuantityOpen && order.TriggerPrice == trigger)
            {
                good = order;
            }
            else
            {
                surplus = order;
            }
        }

        if (good is null)
        {
            return new ProtectionAction.Place(OrderPurpose.StopLoss, OrderType.StopMarket, trade.QuantityOpen, trigger);
        }

        return surplus is not null && good.Stage == TradeOrderStage.Working ? new ProtectionAction.Cancel(surplus) : null;
    }

    private static ProtectionAction.Place? Targets(TradeState trade, Instrument instrument, Price entry)
    {
        var partial = (trade.QuantityEntered * trade.PartialShare).FloorToStep(instrument.StepSize);
        var wantsPartial = !trade.PartialTaken
            && partial.IsPositive && partial >= instrument.QuantityMin
            && trade.QuantityOpen - partial >= instrument.QuantityMin;
        if (wantsPartial && !Has(trade, OrderPurpose.PartialTakeProfit))
        {
            return Target(trade, instrument, entry, OrderPurpose.PartialTakeProfit, partial, trade.PartialTakeProfit);
        }

        var rest = wantsPartial ? trade.QuantityOpen - partial : trade.QuantityOpen;
        return Has(trade, OrderPurpose.TakeProfit) ? null : Target(trade, instrument, entry, OrderPurpose.TakeProfit, rest, trade.TakeProfit);
    }

    private static ProtectionAction.Place Target(TradeState trade, Instrument instrument, Price entry, OrderPurpose purpose, Quantity quantity, Fraction distance)
    {
        var price = entry.MovedBy(trade.Direction == Direction.Long ? distance : -distance);
        var trigger = trade.Direction == Direction.Long ? price.CeilingToTick(instrument.TickSize) : price.FloorToTick(instrument.TickSize);
        return new ProtectionAction.Place(purpose, OrderType.TakeProfitMarket, quantity, trigger);
    }

    private static Price Passive(Price price, Direction direction, Instrument instrument) =>
        direction == Direction.Long ? price.CeilingToTick(instrument.TickSize) : price.FloorToTick(instrument.TickSize);

    private static bool Has(TradeState trade, OrderPurpose purpose)
    {
        for (var i = 0; i < trade.Orders.Count; i++)
        {
            if (trade.Orders[i].Purpose == purpose)
            {
                return true;
            }
        }

        return false;
    }

    private static ProtectionAction.Cancel? CancelFirst(TradeState trade) =>
        trade.Orders.Count > 0 ? new ProtectionAction.Cancel(trade.Orders[0]) : null;
}
