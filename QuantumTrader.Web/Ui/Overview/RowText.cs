using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Overview;

/// <summary>The words and figures of table rows.</summary>
public static class RowText
{
    /// <summary>Tables show at most this many rows, newest first, and say so when there are more.</summary>
    public const int RowsMax = 50;

    public static Shown PnlShare(PositionRow row) => row.PnlShare is { } share
        ? Figures.PercentChange(share, 2)
        : Shown.Unknown("Without a margin a share means nothing.");

    public static Shown Liquidation(PositionRow row) => row.LiquidationDistance is { } distance
        ? new(Figures.Percent(distance))
        : Shown.Unknown("The venue names no liquidation price for this position.");

    public static Shown Mark(PositionRow row) => row.Mark.IsValid
        ? new(Figures.Price(row.Mark, row.TickSize))
        : Shown.Unknown("No mark price has come yet.");

    public static Shown Age(PositionRow row, DateTimeOffset atUtc) => row.OpenedAtUtc is { } opened
        ? new(Times.Age(atUtc - opened), Tone.Plain, $"opened {Times.Full(opened)}")
        : Shown.Unknown("No trade of ours is known for this position.");

    public static Shown Price(OrderRow row) => row.Price is { } price
        ? new(Figures.Price(price, row.TickSize))
        : row.Type == OrderType.Market ? new("market") : Shown.Unknown("The order carries no price.");

    public static Shown Trade(OrderRow row) => row.Trade is { } trade
        ? new(trade.Value)
        : Shown.Unknown("It belongs to no trade of ours that is known.");

    public static string TypeWord(OrderType type) => type switch
    {
        OrderType.Market => "Market",
        OrderType.Limit => "Limit",
        OrderType.StopMarket => "Stop",
        OrderType.TakeProfitMarket => "Take profit",
        _ => type.ToString(),
    };

    public static string Word(Direction direction) => direction == Direction.Long ? "LONG" : "SHORT";

    public static Shown Sized(DecisionRow row)
    {
        if (row.Notional is not { } notional)
        {
            return Shown.Unknown(string.IsNullOrWhiteSpace(row.SizingReason) ? "The signal was not sized." : row.SizingReason);
        }

        var leverage = row.Leverage is { } times ? " · " + Figures.Leverage(times) : "";
        return new(Figures.Money(notional) + leverage, Tone.Plain, row.SizingReason);
    }

    /// <summary>Code and its numbers, one line a reason; a code without a detail stands alone.</summary>
    public static IEnumerable<(string Code, string Detail)> Reasons(DenialRow row)
    {
        for (var i = 0; i < row.Codes.Count; i++)
        {
            yield return (row.Codes[i], i < row.Details.Count ? row.Details[i] : "");
        }
    }
}
