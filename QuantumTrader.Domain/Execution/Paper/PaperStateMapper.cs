using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>Between the living account and its stored form.</summary>
internal static class PaperStateMapper
{
    public static PaperAccountState Export(PaperLedger ledger) => new()
    {
        Format = PaperAccountState.FormatCurrent,
        HedgeMode = ledger.Settings.HedgeMode,
        Seed = ledger.Dice.Seed,
        Draws = ledger.Dice.Draws,
        StartingBalance = new(ledger.StartingBalance),
        Wallet = new(ledger.Wallet),
        NetTransfers = new(ledger.NetTransfers),
        RealisedPnl = new(ledger.Realised),
        Fees = new(ledger.Fees),
        Funding = new(ledger.Funding),
        NextOrderId = ledger.NextOrderId,
        NextFillId = ledger.NextFillId,
        Symbols = [.. ledger.Books.Select(Export)],
        OpenOrders = [.. ledger.Books.SelectMany(b => b.Orders.Concat(b.Conditionals)).Select(o => o.ToState())],
        FinishedOrders = ledger.History.Orders.ToArray(),
        FinishedOrdersEvicted = ledger.History.Orders.Evicted,
        Fills = ledger.History.Fills.ToArray(),
        FillsEvicted = ledger.History.Fills.Evicted,
    };

    public static void Restore(PaperLedger ledger, PaperAccountState state)
    {
        Check(ledger, state);
        ledger.StartingBalance = state.StartingBalance.Value;
        ledger.Wallet = state.Wallet.Value;
        ledger.NetTransfers = state.NetTransfers.Value;
        ledger.Realised = state.RealisedPnl.Value;
        ledger.Fees = state.Fees.Value;
        ledger.Funding = state.Funding.Value;
        ledger.NextOrderId = state.NextOrderId;
        ledger.NextFillId = state.NextFillId;
        ledger.History.Restore(state);
        foreach (var symbol in state.Symbols) Restore(ledger, symbol);
        foreach (var order in state.OpenOrders)
        {
            var book = ledger.Find(order.Order.Symbol) ?? throw Missing(order.Order.Symbol);
            ledger.Attach(book, PaperOrder.From(order));
            ledger.Changed(book);
        }
    }

    private static PaperSymbolState Export(PaperBook book) => new()
    {
        Symbol = book.Symbol,
        Mark = book.Mark > 0m ? new Price(book.Mark) : null,
        LastBarCloseUtc = book.LastCloseTicks > 0 ? new DateTimeOffset(book.LastCloseTicks, TimeSpan.Zero) : null,
        Leverage = new(book.Leverage),
        Legs = [.. book.Legs.Where(l => !l.IsFlat).Select(l => new PaperLegState(l.Side, l.Amount, new(l.Entry)))],
    };

    private static void Restore(PaperLedger ledger, PaperSymbolState state)
    {
        if (ledger.Find(state.Symbol) is not { } book)
        {
            if (state.Legs.Count > 0) throw Missing(state.Symbol);
            return; // flat and no longer traded: nothing of it is worth keeping
        }

        book.Mark = state.Mark?.Value ?? 0m;
        book.LastCloseTicks = state.LastBarCloseUtc?.UtcTicks ?? 0;
        book.Leverage = Math.Min(state.Leverage.Value, book.Instrument.LeverageMax.Value);
        foreach (var leg in state.Legs) book.Leg(leg.PositionSide).Restore(leg);
        ledger.Changed(book);
    }

    private static void Check(PaperLedger ledger, PaperAccountState state)
    {
        if (state.Format != PaperAccountState.FormatCurrent)
        {
            throw new PaperStateException($"The stored paper account has format {state.Format}; this build reads {PaperAccountState.FormatCurrent}. Run the build that wrote it.");
        }

        var isExposed = state.OpenOrders.Count > 0 || state.Symbols.Any(s => s.Legs.Count > 0);
        if (state.HedgeMode != ledger.Settings.HedgeMode && isExposed)
        {
            throw new PaperStateException($"Paper:HedgeMode is {ledger.Settings.HedgeMode}, but the stored account holds positions or orders made with {state.HedgeMode}. Set it back, close everything, then change it.");
        }

        if (!IsBalanced(state))
        {
            throw new PaperStateException("The stored paper account does not add up: wallet is not start + transfers + realised - fees + funding. It was changed by hand or is damaged.");
        }
    }

    private static bool IsBalanced(PaperAccountState s) =>
        s.Wallet == s.StartingBalance + s.NetTransfers + s.RealisedPnl - s.Fees + s.Funding;

    private static PaperStateException Missing(Symbol symbol) =>
        new($"The stored paper account holds a position or order in {symbol}, which has no instrument now. Trade {symbol} again until it is flat.");
}
