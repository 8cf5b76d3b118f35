using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Cross margin. Initial margin of a leg is max(|position + open buys|, |position - open sells|) / leverage, as the
/// venue reckons it; maintenance is a flat rate of the position's value; conditional orders count only once triggered.
/// </summary>
internal static class PaperMargin
{
    public static decimal Unrealised(PaperLedger ledger)
    {
        var sum = 0m;
        foreach (var book in ledger.Books)
        {
            if (!book.HasPosition) continue;
            foreach (var leg in book.Legs) sum += leg.UnrealisedAt(book.Mark);
        }

        return sum;
    }

    public static decimal Initial(PaperLedger ledger)
    {
        var sum = 0m;
        foreach (var book in ledger.Books)
        {
            if (!book.IsBusy) continue;
            foreach (var leg in book.Legs) sum += Initial(book, leg, 0m, 0m);
        }

        return sum;
    }

    /// <summary>Can be negative: then nothing may be added.</summary>
    public static decimal Available(PaperLedger ledger) => ledger.Wallet + Unrealised(ledger) - Initial(ledger);

    /// <summary>Margin balance less maintenance margin of the whole account; at zero or below it is liquidated.</summary>
    public static decimal Cushion(PaperLedger ledger)
    {
        var sum = ledger.Wallet;
        foreach (var book in ledger.Books)
        {
            if (book.HasPosition) sum += book.CushionShare(ledger.MaintenanceRate);
        }

        return sum;
    }

    /// <summary>The price of this symbol at which the cushion is gone when all others stand still; null when there is none.</summary>
    public static decimal? LiquidationPrice(PaperLedger ledger, PaperBook book)
    {
        var slope = book.CushionSlope(ledger.MaintenanceRate);
        if (slope == 0m) return null;
        var price = book.Mark - (Cushion(ledger) / slope);
        return price > 0m ? price : null;
    }

    /// <summary>Whether the account could carry this much more on a side. An order that adds no margin always can.</summary>
    public static bool CanCarry(PaperLedger ledger, PaperBook book, PaperLeg leg, OrderSide side, decimal quantity, decimal price)
    {
        var value = quantity * price;
        var before = Initial(book, leg, 0m, 0m);
        var after = side == OrderSide.Buy ? Initial(book, leg, value, 0m) : Initial(book, leg, 0m, value);
        return after <= before || after - before + (value * ledger.Settings.TakerFee.Value) <= Available(ledger);
    }

    private static decimal Initial(PaperBook book, PaperLeg leg, decimal buys, decimal sells)
    {
        foreach (var order in book.Orders)
        {
            if (order.Reduces || order.PositionSide != leg.Side) continue;
            var value = order.Remaining * (order.LimitPrice ?? book.Mark);
            if (order.Side == OrderSide.Buy) buys += value;
            else sells += value;
        }

        var held = leg.Amount * book.Mark;
        return Math.Max(Math.Abs(held + buys), Math.Abs(held - sells)) / book.Leverage;
    }
}
