using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Domain.Trades;

/// <summary>The stable words for why a trade ended.</summary>
public static class ExitReasons
{
    public const string StopLoss = "STOP_LOSS";
    public const string TakeProfit = "TAKE_PROFIT";
    public const string PartialTakeProfit = "PARTIAL_TAKE_PROFIT";
    public const string SignalExit = "SIGNAL_EXIT";
    public const string Timeout = "TIMEOUT";
    public const string Emergency = "EMERGENCY";
    public const string Liquidation = "LIQUIDATION";
    public const string Manual = "MANUAL";

    /// <summary>The venue deleveraged it: a winner was reduced to pay for somebody else's liquidation.</summary>
    public const string Deleveraged = "ADL";

    /// <summary>The venue settled it, because the contract ends.</summary>
    public const string Delisted = "DELISTED";

    /// <summary>A part was closed because the venue's liquidation price came near; see LiquidationWatch.</summary>
    public const string LiquidationNear = "LIQUIDATION_NEAR";

    /// <summary>The venue took no stop, and a naked position is worse than none.</summary>
    public const string ProtectionFailed = "PROTECTION_FAILED";

    /// <summary>The venue does not hold it, and no fill says why; see <see cref="TradeNotAtVenue"/>.</summary>
    public const string NotAtVenue = "NOT_AT_VENUE";

    /// <summary>Another process ended it while this one was away, and the shared store has dropped it since; see <see cref="TradeEnds"/>.</summary>
    public const string EndedElsewhere = "ENDED_ELSEWHERE";

    /// <summary>Of a fill that the venue made itself; one that does not say what it was counts as a liquidation.</summary>
    public static string OfVenue(string clientOrderId) =>
        ClientOrderIds.IsDeleveraging(clientOrderId) ? Deleveraged
        : ClientOrderIds.IsSettlement(clientOrderId) ? Delisted
        : Liquidation;

    /// <summary>For an order whose intent gave no reason; an exit that nobody here intended was made by hand.</summary>
    public static string Of(OrderPurpose purpose) => purpose switch
    {
        OrderPurpose.StopLoss => StopLoss,
        OrderPurpose.TakeProfit => TakeProfit,
        OrderPurpose.PartialTakeProfit => PartialTakeProfit,
        OrderPurpose.Emergency => Emergency,
        _ => Manual,
    };
}
