using System.Globalization;

namespace QuantumTrader.Unit.Market.Exchange;

/// <summary>The venue's messages of the market.</summary>
internal static class MarketFrames
{
    public static string Marks(DateTimeOffset at, params (string Symbol, decimal Price)[] marks) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"stream":"!markPrice@arr@1s","data":[{{string.Join(',', marks.Select(m => Mark(at, m.Symbol, m.Price)))}}]}""");

    public static string Mark(DateTimeOffset at, string symbol, decimal price) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"e":"markPriceUpdate","E":{{at.ToUnixTimeMilliseconds()}},"s":"{{symbol}}","p":"{{price}}","ap":"{{price}}","P":"{{price}}","i":"{{price}}","r":"0.00010000","T":1767628800000}""");

    public static string Kline(string symbol, DateTimeOffset open, decimal close, bool isClosed = true, decimal low = 90m) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"stream":"{{{symbol.ToLowerInvariant()}}}@kline_1m","data":{"e":"kline","E":{{{open.AddMinutes(1).ToUnixTimeMilliseconds()}}},"s":"{{{symbol}}}","k":{"t":{{{open.ToUnixTimeMilliseconds()}}},
        "T":{{{open.AddMinutes(1).ToUnixTimeMilliseconds() - 1}}},"s":"{{{symbol}}}","i":"1m","f":1,"L":9,"o":"100","c":"{{{close}}}","h":"120","l":"{{{low}}}","v":"10","n":9,"x":{{{(isClosed ? "true" : "false")}}},
        "q":"1000","V":"5","Q":"500","B":"0"} } }
        """);
}
