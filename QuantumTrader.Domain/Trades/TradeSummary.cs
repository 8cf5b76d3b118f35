namespace QuantumTrader.Domain.Trades;

/// <summary>The two derived events, made from the folded state; see <see cref="TradeFoldResult.IsOpening"/> and <see cref="TradeFoldResult.IsClosing"/>.</summary>
public static class TradeSummary
{
    /// <summary>For a state with an entry fill.</summary>
    public static TradeOpened Opened(TradeState s, Guid eventId, DateTimeOffset atUtc) => new(eventId, atUtc, s.TradeId)
    {
        Symbol = s.Symbol,
        Direction = s.Direction,
        Quantity = s.QuantityEntered,
        EntryPrice = s.EntryPrice ?? throw new InvalidOperationException($"Trade {s.TradeId} has no entry fill, so it was not opened."),
        Leverage = s.Leverage,
    };

    /// <summary>For a state in phase Closed.</summary>
    public static TradeClosed Closed(TradeState s, Guid eventId, DateTimeOffset atUtc) => new(eventId, atUtc, s.TradeId)
    {
        Symbol = s.Symbol,
        Direction = s.Direction,
        EntryPrice = s.EntryPrice ?? throw new InvalidOperationException($"Trade {s.TradeId} has no entry fill, so it was not closed."),
        ExitPrice = s.ExitPrice ?? throw new InvalidOperationException($"Trade {s.TradeId} has no exit fill, so it was not closed."),
        Quantity = s.QuantityEntered,
        GrossPnl = s.GrossPnl,
        Fees = s.Fees,
        Funding = s.Funding,
        ExitReason = s.ExitReason,
        Held = (s.ClosedAtUtc ?? atUtc) - (s.OpenedAtUtc ?? atUtc),
    };
}
