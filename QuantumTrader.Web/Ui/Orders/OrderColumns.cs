using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Overview;
using QuantumTrader.Web.Ui.Tables;

namespace QuantumTrader.Web.Ui.Orders;

/// <summary>What orders can be ordered by.</summary>
public static class OrderColumns
{
    public static IReadOnlyList<(string Key, string Label)> Choices { get; } = [("symbol", "Symbol"), ("owner", "Owner"), ("purpose", "Purpose"), ("price", "Price"), ("age", "Age")];

    public static TableColumns<OrderRow> All { get; } = new(
        ("symbol", row => row.Symbol.Value),
        ("side", row => row.Side.ToString()),
        ("type", row => RowText.TypeWord(row.Type)),
        ("owner", row => row.Owner?.ToString()),
        ("purpose", row => row.Purpose),
        ("trade", row => row.Trade?.Value),
        ("size", row => row.Quantity.Value),
        ("filled", row => row.Filled.Value),
        ("price", row => row.Price?.Value),
        ("age", row => -row.UpdatedAtUtc.UtcTicks),
        ("id", row => row.ClientOrderId));
}
