using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The account as the venue tells it.</summary>
internal static class PaperReports
{
    public static AccountSnapshot Account(PaperLedger ledger, DateTimeOffset nowUtc)
    {
        List<VenuePosition> positions = [];
        foreach (var book in ledger.Books)
        {
            foreach (var leg in book.Legs)
            {
                if (!leg.IsFlat) positions.Add(Position(ledger, book, leg));
            }
        }

        return new()
        {
            WalletBalance = new(ledger.Wallet),
            UnrealisedPnl = new(PaperMargin.Unrealised(ledger)),
            AvailableBalance = Usd.Max(new(PaperMargin.Available(ledger)), Usd.Zero),
            NetTransfers = new(ledger.NetTransfers),
            Positions = positions,
            AtUtc = nowUtc,
        };
    }

    public static IReadOnlyList<VenueOrder> Orders(PaperLedger ledger, Func<PaperBook, List<PaperOrder>> pick) =>
        [.. ledger.Books.SelectMany(pick).Select(o => o.ToVenueOrder())];

    private static VenuePosition Position(PaperLedger ledger, PaperBook book, PaperLeg leg)
    {
        var quantity = Math.Abs(leg.Amount);
        return new()
        {
            Symbol = book.Symbol,
            Direction = leg.Amount > 0m ? Direction.Long : Direction.Short,
            PositionSide = leg.Side,
            Quantity = new(quantity),
            EntryPrice = new(leg.Entry),
            MarkPrice = new(book.Mark),
            UnrealisedPnl = new(leg.UnrealisedAt(book.Mark)),
            Leverage = new(book.Leverage),
            Margin = new(quantity * book.Mark / book.Leverage),
            LiquidationPrice = PaperMargin.LiquidationPrice(ledger, book) is { } price ? new Price(price) : null,
        };
    }
}
