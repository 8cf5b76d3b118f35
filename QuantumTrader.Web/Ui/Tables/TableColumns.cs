namespace QuantumTrader.Web.Ui.Tables;

/// <summary>What a table's rows can be ordered by. What is not known comes last in either direction: it is neither small nor large.</summary>
public sealed class TableColumns<TRow>(params IReadOnlyList<(string Key, Func<TRow, IComparable?> Of)> columns)
{
    private static readonly Comparer<IComparable> Plain = Comparer<IComparable>.Create(static (a, b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : a.CompareTo(b));

    public IReadOnlyList<string> Keys { get; } = [.. columns.Select(c => c.Key)];

    /// <summary>Equal ones keep the order of the first column.</summary>
    public IReadOnlyList<TRow> Sorted(IEnumerable<TRow> rows, TableOrder order)
    {
        var (first, of) = (columns[0].Of, columns.Single(c => c.Key == order.Key).Of);
        var known = rows.OrderBy(row => of(row) is null);
        return [.. (order.IsDescending ? known.ThenByDescending(row => of(row)!, Plain) : known.ThenBy(row => of(row)!, Plain)).ThenBy(row => first(row)!, Plain)];
    }
}
