namespace QuantumTrader.Domain.Trades;

/// <summary>The state that a recovered trade begins with: entered whole, at the venue's price.</summary>
internal static class TradeRecovery
{
    public static TradeState Begun(TradeRecovered e, string journalId) => new()
    {
        JournalId = journalId,
        TradeId = e.TradeId,
        Symbol = e.Symbol,
        Direction = e.Direction,
        PositionSide = e.PositionSide,
        Phase = TradePhase.Open,
        QuantityPlanned = e.Quantity,
        QuantityEntered = e.Quantity,
        QuantityOpen = e.Quantity,
        EntryPrice = e.EntryPrice,
        EntryNotional = e.EntryPrice * e.Quantity,
        Leverage = e.Leverage,
        ReferencePrice = e.EntryPrice,
        ModelId = TradeState.RecoveredModel,
        StopLoss = e.StopLoss,
        TakeProfit = e.TakeProfit,
        PartialTakeProfit = e.PartialTakeProfit,
        PartialShare = e.PartialShare,
        Orders = [.. e.Orders],
        FillIds = [.. e.FillIds.Order()],
        LastFillId = e.FillIds.DefaultIfEmpty(0).Max(),
        PlannedAtUtc = e.OpenedAtUtc,
        OpenedAtUtc = e.OpenedAtUtc,
    };
}
