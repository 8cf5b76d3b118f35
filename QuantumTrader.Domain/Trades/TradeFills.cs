using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>Takes an execution into a trade's sums. Sums do not depend on the order in which fills are told.</summary>
internal static class TradeFills
{
    public static bool IsKnown(TradeState s, long fillId) =>
        s.FillIds is long[] ids ? Array.BinarySearch(ids, fillId) >= 0 : s.FillIds.Contains(fillId);

    /// <summary>Null when the fill is sound; otherwise what is wrong with it.</summary>
    public static string? Fault(TradeState s, OrderFilled e)
    {
        var expected = e.Purpose == OrderPurpose.Entry ? s.Direction.EntrySide() : s.Direction.ExitSide();
        return !e.Price.IsValid ? $"the fill's price {e.Price} is not above zero"
            : !e.Quantity.IsPositive ? $"the fill's quantity {e.Quantity} is not above zero"
            : e.Side != expected ? $"a {e.Purpose} fill of a {s.Direction} must be a {expected}, not a {e.Side}"
            : null;
    }

    public static TradeState Apply(TradeState s, OrderFilled e)
    {
        var isEntry = e.Purpose == OrderPurpose.Entry;
        var counted = s with
        {
            FillIds = Inserted(s.FillIds, e.FillId),
            LastFillId = Math.Max(s.LastFillId, e.FillId),
            Fees = s.Fees + e.Fee,
            GrossPnl = s.GrossPnl + e.RealisedPnl,
        };
        return TradeOrders.Filled(isEntry ? Entered(counted, e) : Exited(counted, e), e, isEntry);
    }

    private static TradeState Entered(TradeState s, OrderFilled e)
    {
        var entered = s.QuantityEntered + e.Quantity;
        var notional = s.EntryNotional + (e.Price * e.Quantity);
        return s with
        {
            QuantityEntered = entered,
            QuantityOpen = s.QuantityOpen + e.Quantity,
            EntryNotional = notional,
            EntryPrice = new Price(notional.Value / entered.Value),
            OpenedAtUtc = s.OpenedAtUtc is { } at && at <= e.AtUtc ? at : e.AtUtc,
        };
    }

    private static TradeState Exited(TradeState s, OrderFilled e)
    {
        var explained = e.Quantity < s.QuantityUnexplained ? e.Quantity : s.QuantityUnexplained;
        var unexplained = s.QuantityUnexplained - explained;
        var open = s.QuantityOpen - (e.Quantity - explained);
        var notional = s.ExitNotional + (e.Price * e.Quantity);
        var isNewest = e.FillId > s.LastExitFillId;
        return s with
        {
            QuantityOpen = open,
            QuantityUnexplained = unexplained,
            ExitNotional = notional,
            ExitPrice = new Price(notional.Value / (s.QuantityEntered - open - unexplained).Value),
            PartialTaken = s.PartialTaken || e.Purpose == OrderPurpose.PartialTakeProfit,
            LastExitFillId = isNewest ? e.FillId : s.LastExitFillId,
            LastExitReason = isNewest ? ReasonOf(s, e) : s.LastExitReason,
        };
    }

    private static string ReasonOf(TradeState s, OrderFilled e)
    {
        if (e.IsLiquidation)
        {
            return ExitReasons.OfVenue(e.ClientOrderId.Value);
        }

        var asked = TradeOrders.Find(s, e.ClientOrderId)?.Reason;
        return !string.IsNullOrEmpty(asked) ? asked : ExitReasons.Of(e.Purpose);
    }

    private static long[] Inserted(IReadOnlyList<long> ids, long id)
    {
        var sorted = ids as long[] ?? [.. ids.Order()];
        var at = ~Array.BinarySearch(sorted, id);
        return [.. sorted.AsSpan(0, at), id, .. sorted.AsSpan(at)];
    }
}
