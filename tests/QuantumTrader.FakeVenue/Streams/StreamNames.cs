namespace QuantumTrader.FakeVenue.Streams;

/// <summary>Which stream belongs to which path. A name with another shape belongs to none and stays silent, as at the venue.</summary>
public static class StreamNames
{
    private static readonly string[] PublicKinds = ["bookTicker", "depth", "trade", "rpiDepth"];
    private static readonly string[] MarketKinds =
        ["aggTrade", "markPrice", "kline_", "continuousKline_", "ticker", "miniTicker", "forceOrder", "contractInfo", "assetIndex", "compositeIndex", "tradingSession"];

    /// <param name="name">As subscribed: <c>btcusdt@kline_1m</c>, <c>!markPrice@arr@1s</c>, or a listen key.</param>
    /// <returns>Null when no stream has such a name.</returns>
    public static StreamPath? PathOf(ReadOnlySpan<char> name)
    {
        var at = name.IndexOf('@');
        var kind = name.StartsWith("!") ? name[1..] : at > 0 ? name[(at + 1)..] : default;
        if (kind.IsEmpty)
        {
            return IsListenKey(name) ? StreamPath.Private : null;
        }

        return StartsWithAny(kind, PublicKinds) ? StreamPath.Public
            : StartsWithAny(kind, MarketKinds) ? StreamPath.Market
            : null;
    }

    private static bool IsListenKey(ReadOnlySpan<char> name) =>
        name.Length == ListenKeys.KeyLength && !name.ContainsAnyExcept(ListenKeys.Letters);

    private static bool StartsWithAny(ReadOnlySpan<char> kind, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (kind.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
