using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Everything that the venue checks before it takes an order. Margin of a conditional order is checked when it triggers;
/// that it reduces something is checked both now and then, so a protective stop can only follow its position.
/// </summary>
internal static class PaperAdmission
{
    private const int OrdersPerSymbolMax = 200;
    private const int ConditionalsMax = 200;

    /// <summary>Null when the order is welcome.</summary>
    public static SubmitOutcome.Rejected? Refusal(PaperLedger ledger, in OrderIntent intent, out PaperBook? book)
    {
        book = ledger.Find(intent.Symbol);
        if (book is null) return PaperRefusals.InvalidSymbol;
        return SideRefusal(ledger, intent)
            ?? (book.Mark > 0m ? null : PaperRefusals.NoPrice)
            ?? IdRefusal(ledger, intent)
            ?? PriceRefusal(intent, book.Instrument)
            ?? QuantityRefusal(intent, book.Instrument)
            ?? CountRefusal(ledger, book, intent)
            ?? ExposureRefusal(ledger, book, intent);
    }

    /// <summary>In hedge mode the leg says it: selling a long or buying a short can only take away.</summary>
    public static bool Reduces(in OrderIntent intent) => intent.ReduceOnly || intent switch
    {
        { PositionSide: PositionSide.Long, Side: OrderSide.Sell } => true,
        { PositionSide: PositionSide.Short, Side: OrderSide.Buy } => true,
        _ => false,
    };

    private static SubmitOutcome.Rejected? SideRefusal(PaperLedger ledger, in OrderIntent intent) =>
        ledger.Settings.HedgeMode == (intent.PositionSide is PositionSide.Long or PositionSide.Short) ? null : PaperRefusals.PositionSide;

    private static SubmitOutcome.Rejected? IdRefusal(PaperLedger ledger, in OrderIntent intent) =>
        intent.ClientOrderId == default ? PaperRefusals.Missing("newClientOrderId")
        : ledger.OpenById.ContainsKey(intent.ClientOrderId.Value) ? PaperRefusals.DuplicateId
        : null;

    private static SubmitOutcome.Rejected? PriceRefusal(in OrderIntent intent, Instrument instrument) =>
        PriceRefusal(intent.LimitPrice, "price", intent.Type == OrderType.Limit, instrument)
        ?? PriceRefusal(intent.TriggerPrice, "triggerPrice", intent.Type.IsConditional(), instrument);

    private static SubmitOutcome.Rejected? PriceRefusal(Price? price, string name, bool isNeeded, Instrument instrument) => price switch
    {
        null => isNeeded ? PaperRefusals.Missing(name) : null,
        { } when !isNeeded => PaperRefusals.NotRequired(name),
        { IsValid: false } => PaperRefusals.PriceNotPositive,
        { } p => p.FloorToTick(instrument.TickSize) == p ? null : PaperRefusals.Tick,
    };

    private static SubmitOutcome.Rejected? QuantityRefusal(in OrderIntent intent, Instrument instrument)
    {
        // A conditional order goes to the market as a market order, so it is bounded as one.
        var max = intent.Type == OrderType.Limit || instrument.MarketQuantityMax == Quantity.Zero ? instrument.QuantityMax : instrument.MarketQuantityMax;
        return !intent.Quantity.IsPositive ? PaperRefusals.QuantityNotPositive
            : intent.Quantity.FloorToStep(instrument.StepSize) != intent.Quantity ? PaperRefusals.Precision
            : intent.Quantity < instrument.QuantityMin ? PaperRefusals.QuantityTooSmall
            : max.IsPositive && intent.Quantity > max ? PaperRefusals.QuantityTooLarge
            : null;
    }

    private static SubmitOutcome.Rejected? CountRefusal(PaperLedger ledger, PaperBook book, in OrderIntent intent) =>
        intent.Type.IsConditional()
            ? ledger.ConditionalCount >= ConditionalsMax ? PaperRefusals.TooManyConditionals : null
            : book.Orders.Count >= OrdersPerSymbolMax ? PaperRefusals.TooManyOrders : null;

    private static SubmitOutcome.Rejected? ExposureRefusal(PaperLedger ledger, PaperBook book, in OrderIntent intent)
    {
        var leg = book.Leg(intent.PositionSide);
        if (IsReachedAlready(book, intent)) return PaperRefusals.WouldTrigger;
        if (Reduces(intent)) return leg.ReducibleBy(intent.Side) > 0m ? null : PaperRefusals.ReduceOnly;

        var price = (intent.LimitPrice ?? intent.TriggerPrice)?.Value ?? book.Mark * (1m + ledger.HalfSpread);
        var minimum = book.Instrument.NotionalMin.Value;
        if (!(intent.Quantity.Value * ((intent.LimitPrice ?? intent.TriggerPrice)?.Value ?? book.Mark) >= minimum)) return PaperRefusals.Notional(minimum);
        return intent.Type.IsConditional() || PaperMargin.CanCarry(ledger, book, leg, intent.Side, intent.Quantity.Value, price)
            ? null
            : PaperRefusals.Margin;
    }

    private static bool IsReachedAlready(PaperBook book, in OrderIntent intent)
    {
        if (!intent.Type.IsConditional()) return false;
        var actsBelow = (intent.Type == OrderType.StopMarket) == (intent.Side == OrderSide.Sell);
        var trigger = intent.TriggerPrice!.Value.Value;
        return actsBelow ? book.Mark <= trigger : book.Mark >= trigger;
    }
}
