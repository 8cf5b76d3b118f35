namespace QuantumTrader.Web.Ui.Tables;

/// <summary>By which column a table is ordered; part of the page's address, so that it can be sent to somebody and outlives a reload.</summary>
/// <param name="Address">Of the page without order, such as <c>orders?kind=regular</c>.</param>
/// <param name="Key">The column; one that the table has.</param>
/// <param name="IsDescending">The largest first.</param>
public sealed record TableOrder(string Address, string Key, bool IsDescending)
{
    /// <summary>What somebody typed into an address is no order of a column that there is not: then it is the first key's.</summary>
    /// <param name="asked"><c>pnl</c>, or <c>-pnl</c> for the largest first.</param>
    /// <param name="keys">The table's columns.</param>
    public static TableOrder Read(string address, string? asked, IReadOnlyList<string> keys)
    {
        var key = asked?.TrimStart('-');
        return key is not null && keys.Contains(key, StringComparer.Ordinal)
            ? new(address, key, asked!.StartsWith('-'))
            : new(address, keys[0], false);
    }

    /// <summary>Where a press on a column's head leads: to its order, or, when it has it already, to the other direction.</summary>
    public string HrefOf(string key) => With($"sort={(key == Key && !IsDescending ? "-" : "")}{key}");

    /// <summary>The same order on another page of the table.</summary>
    public string HrefOf(int page) => With($"sort={(IsDescending ? "-" : "")}{Key}&page={page}");

    /// <summary>For the attribute aria-sort; null where another column orders.</summary>
    public string? AriaOf(string key) => key != Key ? null : IsDescending ? "descending" : "ascending";

    public string ArrowOf(string key) => key != Key ? "" : IsDescending ? " ▼" : " ▲";

    private string With(string query) => $"{Address}{(Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
}
