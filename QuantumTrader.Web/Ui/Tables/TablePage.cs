namespace QuantumTrader.Web.Ui.Tables;

/// <summary>A part of a long table; the rest is a press away, and nothing is left out.</summary>
/// <param name="Rows">Of this part.</param>
/// <param name="Number">From 1 on.</param>
/// <param name="Pages">How many there are; 1 also when there is no row.</param>
/// <param name="Count">Of all rows.</param>
public sealed record TablePage<TRow>(IReadOnlyList<TRow> Rows, int Number, int Pages, int Count)
{
    /// <summary>As many as a browser draws anew four times a second.</summary>
    public const int RowsMax = 100;

    /// <summary>A number that there is not is the nearest that there is: rows go while somebody looks at the last part.</summary>
    public static TablePage<TRow> Of(IReadOnlyList<TRow> rows, int asked)
    {
        var pages = Math.Max(1, (rows.Count + RowsMax - 1) / RowsMax);
        var number = Math.Clamp(asked, 1, pages);
        return new([.. rows.Skip((number - 1) * RowsMax).Take(RowsMax)], number, pages, rows.Count);
    }
}
