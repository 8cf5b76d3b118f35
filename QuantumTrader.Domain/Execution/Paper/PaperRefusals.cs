using System.Globalization;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The venue's codes and words for what it will not do.</summary>
internal static class PaperRefusals
{
    public static readonly SubmitOutcome.Rejected TooLate = new(VenueCodes.OutsideReceiveWindow, "Timestamp for this request is outside of the recvWindow.");
    public static readonly SubmitOutcome.Rejected TooEarly = new(VenueCodes.OutsideReceiveWindow, "Timestamp for this request was 1000ms ahead of the server's time.");
    public static readonly SubmitOutcome.Rejected InvalidSymbol = new(-1121, "Invalid symbol.");
    public static readonly SubmitOutcome.Rejected NoPrice = new(-1112, "No orders on book for symbol.");
    public static readonly SubmitOutcome.Rejected PositionSide = new(-4061, "Order's position side does not match user's setting.");
    public static readonly SubmitOutcome.Rejected QuantityNotPositive = new(-4003, "Quantity less than or equal to zero.");
    public static readonly SubmitOutcome.Rejected QuantityTooSmall = new(-4004, "Quantity less than min quantity.");
    public static readonly SubmitOutcome.Rejected QuantityTooLarge = new(-4005, "Quantity greater than max quantity.");
    public static readonly SubmitOutcome.Rejected Precision = new(-1111, "Precision is over the maximum defined for this asset.");
    public static readonly SubmitOutcome.Rejected PriceNotPositive = new(-4001, "Price less than 0.");
    public static readonly SubmitOutcome.Rejected Tick = new(-4014, "Price not increased by tick size.");
    public static readonly SubmitOutcome.Rejected DuplicateId = new(-4116, "ClientOrderId is duplicated.");
    public static readonly SubmitOutcome.Rejected ReduceOnly = new(-2022, "ReduceOnly Order is rejected.");
    public static readonly SubmitOutcome.Rejected WouldTrigger = new(-2021, "Order would immediately trigger.");
    public static readonly SubmitOutcome.Rejected TooManyOrders = new(-2025, "Reach max open order limit.");
    public static readonly SubmitOutcome.Rejected TooManyConditionals = new(-4045, "Reach max stop order limit.");
    public static readonly SubmitOutcome.Rejected Margin = new(-2019, "Margin is insufficient.");
    public static readonly SubmitOutcome.Rejected Balance = new(-2018, "Balance is insufficient.");
    public static readonly SubmitOutcome.Rejected LeverageTooSmall = new(-2028, "Leverage is smaller than permitted: insufficient margin balance.");

    public static SubmitOutcome.Rejected Missing(string parameter) =>
        new(-1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");

    public static SubmitOutcome.Rejected NotRequired(string parameter) => new(-1106, $"Parameter '{parameter}' sent when not required.");

    public static SubmitOutcome.Rejected Leverage(decimal value) =>
        new(-4028, string.Create(CultureInfo.InvariantCulture, $"Leverage {value} is not valid."));

    public static SubmitOutcome.Rejected Notional(decimal min) =>
        new(-4164, string.Create(CultureInfo.InvariantCulture, $"Order's notional must be no smaller than {min} (unless you choose reduce only)."));
}
