using System.Text;

namespace QuantumTrader.Unit.Market;

/// <summary>Kline files for tests, as text.</summary>
internal static class KlineText
{
    public const string Header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";
    public const long StartMs = 1_640_995_200_000; // 2022-01-01

    /// <summary>Row n of a file of minutes, in milliseconds.</summary>
    public static string Row(int n, string open = "100.5", string high = "102", string low = "99.25", string close = "101", string volume = "12.5") =>
        $"{StartMs + (n * 60_000L)},{open},{high},{low},{close},{volume},{StartMs + (n * 60_000L) + 59_999},1256.25,7,6,600,0";

    public static string File(params IEnumerable<string> rows) => File(Header, rows);

    public static string File(string header, IEnumerable<string> rows)
    {
        var text = new StringBuilder().Append(header).Append('\n');
        foreach (var row in rows)
        {
            text.Append(row).Append('\n');
        }

        return text.ToString();
    }
}
