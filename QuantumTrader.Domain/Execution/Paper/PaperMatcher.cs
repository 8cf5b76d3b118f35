using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Decides what executes, when and at what price. A bar is walked as open, low, high, close when it rose and as open, high,
/// low, close when it fell; on each stretch whatever lies nearest happens first, liquidation included. What lies between
/// the last close and the open is a gap: market orders left over, triggers and liquidation all get the open, limits their limit.
/// </summary>
internal sealed class PaperMatcher(PaperLedger ledger)
{
    private const long FundingTicks = 8 * TimeSpan.TicksPerHour;

    private readonly PaperLiquidator _liquidator = new(ledger);

    public static long FundingsBetween(long fromTicks, long toTicks) => (toTicks / FundingTicks) - (fromTicks / FundingTicks);

    public void Walk(PaperBook book, in Candle bar, DateTimeOffset nowUtc)
    {
        book.Walk++;
        var openTicks = Math.Max(bar.OpenTimeUtc.UtcTicks, book.LastCloseTicks);
        PayFunding(book, book.LastCloseTicks, openTicks, nowUtc);
        JumpTo(book, bar.Open.Value, nowUtc);
        var rose = bar.Close >= bar.Open;
        Sweep(book, rose ? bar.Low.Value : bar.High.Value, nowUtc);
        Sweep(book, rose ? bar.High.Value : bar.Low.Value, nowUtc);
        Sweep(book, bar.Close.Value, nowUtc);
        PayFunding(book, openTicks, bar.CloseTimeUtc.UtcTicks, nowUtc);
        _liquidator.Check(nowUtc);
        ledger.Changed(book); // the quiet band is reckoned anew from this close
    }

    /// <summary>Gives an order that was just taken what the market has for it now.</summary>
    public void ExecuteOnArrival(PaperBook book, PaperOrder order, DateTimeOffset nowUtc)
    {
        if (order.Type == OrderType.Market || (order.Type == OrderType.Limit && order.IsReachedAt(book.Mark)))
        {
            Take(book, order, book.Mark, nowUtc);
        }
    }

    private void JumpTo(PaperBook book, decimal open, DateTimeOffset nowUtc)
    {
        book.Mark = open;
        while (NextReached(book) is { } order)
        {
            Act(book, order, open, nowUtc);
        }

        _liquidator.Check(nowUtc);
    }

    /// <summary>Left-over market orders, then stops, take-profits and limits that the gap went through; oldest first.</summary>
    private static PaperOrder? NextReached(PaperBook book)
    {
        foreach (var order in book.Orders)
        {
            if (order.TakesNextOpen && order.ActedInWalk != book.Walk) return order;
        }

        PaperOrder? found = null;
        foreach (var order in book.Conditionals)
        {
            if (!order.IsReachedAt(book.Mark)) continue;
            if (order.Type == OrderType.StopMarket) return order;
            found ??= order;
        }

        if (found is not null) return found;
        foreach (var order in book.Orders)
        {
            if (!order.TakesNextOpen && order.ActedInWalk != book.Walk && order.IsReachedAt(book.Mark)) return order;
        }

        return null;
    }

    private void Sweep(PaperBook book, decimal to, DateTimeOffset nowUtc)
    {
        if (to == book.Mark) return;
        var down = to < book.Mark;
        while (true)
        {
            var order = Nearest(book, to, down);
            var liquidation = _liquidator.PriceOnTheWay(book, to, down);
            if (order is null && liquidation is null) break;
            if (order is not null && (liquidation is null || (down ? order.Threshold >= liquidation : order.Threshold <= liquidation)))
            {
                book.Mark = order.Threshold;
                Act(book, order, order.Threshold, nowUtc);
            }
            else
            {
                book.Mark = liquidation!.Value;
                _liquidator.Run(nowUtc);
            }
        }

        book.Mark = to;
    }

    /// <summary>The order that a move from here to <paramref name="to"/> meets first; at the same price stops come first, then the older one.</summary>
    private static PaperOrder? Nearest(PaperBook book, decimal to, bool down)
    {
        var nearest = Nearest(book.Conditionals, null, book.Walk, to, down);
        return Nearest(book.Orders, nearest, book.Walk, to, down);
    }

    private static PaperOrder? Nearest(List<PaperOrder> orders, PaperOrder? nearest, long walk, decimal to, bool down)
    {
        foreach (var order in orders)
        {
            if (order.TakesNextOpen || order.ActedInWalk == walk || order.ActsBelow != down || !order.IsReachedAt(to)) continue;
            if (nearest is null || IsBefore(order, nearest, down)) nearest = order;
        }

        return nearest;
    }

    private static bool IsBefore(PaperOrder order, PaperOrder other, bool down) =>
        order.Threshold == other.Threshold
            ? order.Type == OrderType.StopMarket && other.Type != OrderType.StopMarket
            : down ? order.Threshold > other.Threshold : order.Threshold < other.Threshold;

    private void Act(PaperBook book, PaperOrder order, decimal reference, DateTimeOffset nowUtc)
    {
        if (order.IsConditional)
        {
            ActivateConditional(book, order, reference, nowUtc);
        }
        else if (order.Type == OrderType.Limit)
        {
            Fill(book, order, order.LimitPrice!.Value, ledger.Settings.MakerFee.Value, nowUtc);
        }
        else
        {
            Take(book, order, reference, nowUtc);
        }
    }

    private void ActivateConditional(PaperBook book, PaperOrder order, decimal reference, DateTimeOffset nowUtc)
    {
        var leg = book.Leg(order.PositionSide);
        if (order.Reduces && leg.ReducibleBy(order.Side) == 0m)
        {
            ledger.Finish(book, order, VenueOrderStatus.Expired, nowUtc);
        }
        else if (!order.Reduces && !PaperMargin.CanCarry(ledger, book, leg, order.Side, order.Remaining, reference))
        {
            ledger.Finish(book, order, VenueOrderStatus.Rejected, nowUtc);
        }
        else
        {
            ledger.Trigger(book, order);
            Take(book, order, reference, nowUtc);
        }
    }

    private void Take(PaperBook book, PaperOrder order, decimal reference, DateTimeOffset nowUtc)
    {
        var price = PaperPricing.Taker(ledger, book.Instrument, order.Side, reference, order.Remaining);
        if (order.LimitPrice is { } limit)
        {
            price = order.Side == OrderSide.Buy ? Math.Min(price, limit) : Math.Max(price, limit);
        }

        Fill(book, order, price, ledger.Settings.TakerFee.Value, nowUtc);
    }

    private void Fill(PaperBook book, PaperOrder order, decimal price, decimal feeRate, DateTimeOffset nowUtc)
    {
        order.ActedInWalk = book.Walk;
        if (order.Reduces)
        {
            // As on the venue, what is larger than the position shrinks to it; it never opens the other way.
            var reducible = book.Leg(order.PositionSide).ReducibleBy(order.Side);
            order.Quantity = order.Filled + Math.Min(order.Remaining, reducible);
        }

        if (!(order.Remaining > 0m))
        {
            ledger.Finish(book, order, VenueOrderStatus.Expired, nowUtc);
            return;
        }

        ledger.Execute(book, order, PartOf(book, order), price, feeRate, nowUtc);
    }

    private decimal PartOf(PaperBook book, PaperOrder order)
    {
        var settings = ledger.Settings;
        if (order.WasPartial || settings.PartialFillProbability.Value == 0m) return order.Remaining;
        order.WasPartial = true; // one draw per order: the second execution takes the rest
        if (ledger.Dice.Next() >= settings.PartialFillProbability.Value) return order.Remaining;
        var part = new Quantity(order.Remaining * settings.PartialFillShare.Value).FloorToStep(book.Instrument.StepSize).Value;
        return part > 0m && part < order.Remaining ? part : order.Remaining;
    }

    private void PayFunding(PaperBook book, long fromTicks, long toTicks, DateTimeOffset nowUtc)
    {
        for (var number = (fromTicks / FundingTicks) + 1; number <= toTicks / FundingTicks; number++)
        {
            foreach (var leg in book.Legs)
            {
                if (!leg.IsFlat) ledger.PayFunding(book, leg, -leg.Amount * book.Mark * ledger.Settings.FundingRate.Value, nowUtc, number);
            }
        }
    }
}
