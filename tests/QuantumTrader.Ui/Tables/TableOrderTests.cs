using QuantumTrader.Web.Ui.Tables;

namespace QuantumTrader.Ui.Tables;

public sealed class TableOrderTests
{
    private static readonly string[] Keys = ["symbol", "pnl"];
    private static readonly TableColumns<(string Name, decimal? Pnl)> Columns = new(("symbol", row => row.Name), ("pnl", row => row.Pnl));

    [Theory]
    [InlineData(null, "symbol", false)]
    [InlineData("", "symbol", false)]
    [InlineData("pnl", "pnl", false)]
    [InlineData("-pnl", "pnl", true)]
    [InlineData("-'; DROP", "symbol", false)]
    public void Read_OnlyColumnsThatThereAre(string? asked, string key, bool isDescending) =>
        Assert.Equal(new TableOrder("p", key, isDescending), TableOrder.Read("p", asked, Keys));

    [Fact]
    public void HrefOf_TheSameColumn_TurnsRound()
    {
        var order = new TableOrder("orders?kind=conditional", "pnl", false);
        Assert.Equal("orders?kind=conditional&sort=-pnl", order.HrefOf("pnl"));
        Assert.Equal("orders?kind=conditional&sort=symbol", order.HrefOf("symbol"));
        Assert.Equal("orders?kind=conditional&sort=pnl", (order with { IsDescending = true }).HrefOf("pnl"));
        Assert.Equal("orders?kind=conditional&sort=pnl&page=3", order.HrefOf(3));
        Assert.Equal(("ascending", (string?)null), (order.AriaOf("pnl"), order.AriaOf("symbol")));
    }

    [Theory]
    [InlineData(false, "c a b unknown")]
    [InlineData(true, "b a c unknown")]
    public void Sorted_WhatIsNotKnown_IsLastInEitherDirection(bool isDescending, string names)
    {
        (string, decimal?)[] rows = [("unknown", null), ("b", 12m), ("a", 2m), ("c", -100m)];
        Assert.Equal(names, string.Join(' ', Columns.Sorted(rows, new("p", "pnl", isDescending)).Select(r => r.Name)));
    }

    [Fact]
    public void Page_OfALongTable_LeavesNothingOut()
    {
        var rows = Enumerable.Range(1, (2 * TablePage<int>.RowsMax) + 1).ToList();
        var parts = Enumerable.Range(1, 3).Select(n => TablePage<int>.Of(rows, n)).ToList();

        Assert.Equal(rows, parts.SelectMany(p => p.Rows));
        Assert.All(parts, p => Assert.Equal((3, rows.Count), (p.Pages, p.Count)));
        Assert.Equal([3, 1], new[] { 99, -5 }.Select(n => TablePage<int>.Of(rows, n).Number));
        Assert.Equal((1, 1, 0), (TablePage<int>.Of([], 1).Number, TablePage<int>.Of([], 1).Pages, TablePage<int>.Of([], 1).Rows.Count));
    }
}
