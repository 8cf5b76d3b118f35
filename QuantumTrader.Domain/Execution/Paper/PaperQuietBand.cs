namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// The prices between which a bar of a busy symbol can change nothing but the mark, so that most bars cost two comparisons.
/// Orders bound it by their thresholds. Liquidation bounds it by a share of the account's cushion: with n books holding
/// positions each may lose cushion/2n before anybody looks again, so together they cannot use it up unseen. The shares
/// are dealt anew whenever anything changes (<see cref="PaperLedger.Version"/>). The band never decides an outcome.
/// </summary>
internal sealed class PaperQuietBand(PaperLedger ledger)
{
    private long _budgetVersion = -1;
    private decimal _budget;

    public void Renew(PaperBook book)
    {
        if (_budgetVersion != ledger.Version) DealBudget();
        book.QuietVersion = ledger.Version;
        book.QuietAbove = 0m;
        book.QuietBelow = decimal.MaxValue;
        if (!(_budget > 0m))
        {
            book.QuietAbove = decimal.MaxValue; // every bar is walked until the account stands again
            return;
        }

        BoundByLiquidation(book);
        BoundBy(book, book.Orders);
        BoundBy(book, book.Conditionals);
    }

    private void BoundByLiquidation(PaperBook book)
    {
        var slope = book.CushionSlope(ledger.MaintenanceRate);
        if (slope > 0m) book.QuietAbove = Math.Max(book.QuietAbove, book.Mark - (_budget / slope));
        else if (slope < 0m) book.QuietBelow = book.Mark - (_budget / slope);
    }

    private static void BoundBy(PaperBook book, List<PaperOrder> orders)
    {
        foreach (var order in orders)
        {
            if (order.TakesNextOpen) book.QuietAbove = decimal.MaxValue;
            else if (order.ActsBelow) book.QuietAbove = Math.Max(book.QuietAbove, order.Threshold);
            else book.QuietBelow = Math.Min(book.QuietBelow, order.Threshold);
        }
    }

    private void DealBudget()
    {
        var holders = 0;
        foreach (var book in ledger.Books)
        {
            if (book.HasPosition) holders++;
        }

        _budget = holders == 0 ? decimal.MaxValue : PaperMargin.Cushion(ledger) / (2 * holders);
        _budgetVersion = ledger.Version;
    }
}
