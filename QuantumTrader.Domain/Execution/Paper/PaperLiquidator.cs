using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// Cross-margin liquidation: when margin balance is at or below maintenance margin, regular open orders go, then the leg
/// with the largest loss is taken away at the market, and the next, until the account stands. There is no insurance
/// fund: what a gap costs beyond the margin is left as a negative balance, so that it is seen.
/// </summary>
internal sealed class PaperLiquidator(PaperLedger ledger)
{
    /// <summary>Liquidates when it must, at the prices of this moment.</summary>
    public void Check(DateTimeOffset nowUtc)
    {
        if (HasPosition() && !(PaperMargin.Cushion(ledger) > 0m)) Run(nowUtc);
    }

    /// <summary>Where a move of this symbol would end the cushion; null when it gets there without.</summary>
    public decimal? PriceOnTheWay(PaperBook book, decimal to, bool down)
    {
        if (!HasPosition()) return null;
        var cushion = PaperMargin.Cushion(ledger);
        if (!(cushion > 0m)) return book.Mark;
        var slope = book.CushionSlope(ledger.MaintenanceRate);
        if (slope == 0m || slope > 0m != down) return null;
        if (cushion + (slope * (to - book.Mark)) > 0m) return null;
        return book.Mark - (cushion / slope);
    }

    /// <summary>Takes at least one leg; the caller has found that it must be.</summary>
    public void Run(DateTimeOffset nowUtc)
    {
        CancelRegularOrders(nowUtc);
        do
        {
            TakeWorstLeg(nowUtc);
        }
        while (HasPosition() && !(PaperMargin.Cushion(ledger) > 0m));
    }

    private void TakeWorstLeg(DateTimeOffset nowUtc)
    {
        PaperBook? worstBook = null;
        PaperLeg? worst = null;
        foreach (var book in ledger.Books)
        {
            foreach (var leg in book.Legs)
            {
                if (leg.IsFlat || (worst is not null && leg.UnrealisedAt(book.Mark) >= worst.UnrealisedAt(worstBook!.Mark))) continue;
                (worstBook, worst) = (book, leg);
            }
        }

        if (worst is null) return;
        var side = worst.Amount > 0m ? OrderSide.Sell : OrderSide.Buy;
        var price = PaperPricing.Taker(ledger, worstBook!.Instrument, side, worstBook.Mark, Math.Abs(worst.Amount));
        ledger.Liquidate(worstBook, worst, price, nowUtc);
    }

    private void CancelRegularOrders(DateTimeOffset nowUtc)
    {
        foreach (var book in ledger.Books)
        {
            for (var i = book.Orders.Count - 1; i >= 0; i--)
            {
                ledger.Finish(book, book.Orders[i], VenueOrderStatus.Canceled, nowUtc);
            }
        }
    }

    private bool HasPosition()
    {
        foreach (var book in ledger.Books)
        {
            if (book.HasPosition) return true;
        }

        return false;
    }
}
