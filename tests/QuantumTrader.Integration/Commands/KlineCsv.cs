using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Integration.Commands;

/// <summary>Made one-minute bars in the exchange's layout: a seeded walk that rises and falls enough to trade on.</summary>
internal static class KlineCsv
{
    private const long StartMs = 1_670_889_600_000; // 2022-12-13
    private const double StepShare = 0.0015;

    public const string Header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";

    /// <summary>Without a header.</summary>
    public static List<string> Rows(int count)
    {
        var random = new SeededRandom(5);
        var rows = new List<string>(count);
        var (close, drift) = (1_000d, 0d);
        for (var i = 0; i < count; i++)
        {
            var open = close;
            drift = (0.97 * drift) + (0.1 * StepShare * ((2 * random.NextDouble()) - 1));
            close = open * (1 + drift + (StepShare * ((2 * random.NextDouble()) - 1)));
            rows.Add(Row(i, open, Math.Max(open, close) * 1.0005, Math.Min(open, close) * 0.9995, close));
        }

        return rows;
    }

    private static string Row(int minute, double open, double high, double low, double close)
    {
        var openMs = StartMs + (60_000L * minute);
        return string.Create(CultureInfo.InvariantCulture, $"{openMs},{open:0.00},{high:0.00},{low:0.00},{close:0.00},12.345,{openMs + 59_999},12000,10,5,5000,0");
    }
}
