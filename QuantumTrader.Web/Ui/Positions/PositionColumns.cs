using QuantumTrader.Domain.Execution;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Tables;

namespace QuantumTrader.Web.Ui.Positions;

/// <summary>What positions can be ordered by.</summary>
public static class PositionColumns
{
    /// <summary>For screens without column heads: what one looks for in a hurry.</summary>
    public static IReadOnlyList<(string Key, string Label)> Choices { get; } = [("symbol", "Symbol"), ("notional", "Notional"), ("pnl", "PnL $"), ("liquidation", "Liq. dist."), ("stop", "Stop"), ("age", "Age")];

    public static TableColumns<PositionRow> Of(AccountDrift? drift) => new(
        ("symbol", row => row.Symbol.Value),
        ("side", row => row.Direction.ToString()),
        ("size", row => row.Quantity.Value),
        ("notional", row => row.Notional.Value),
        ("entry", row => row.Entry.Value),
        ("mark", row => row.Mark.IsValid ? row.Mark.Value : null),
        ("pnl", row => row.Pnl.Value),
        ("share", row => row.PnlShare?.Value),
        ("liquidation", row => row.LiquidationDistance?.Value),
        ("leverage", row => row.Leverage.Value),
        ("stop", row => row.StopPresent), // without one first
        ("owner", row => row.Owner?.ToString()),
        ("drift", row => LegText.DriftSize(row, drift)),
        ("model", row => row.Model),
        ("age", row => row.OpenedAtUtc is { } at ? -at.UtcTicks : null));
}
