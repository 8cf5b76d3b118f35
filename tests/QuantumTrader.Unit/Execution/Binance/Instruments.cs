using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>A venue with two contracts that can be traded, and some that cannot.</summary>
internal static class Instruments
{
    private const string Filters = """
        [{"filterType":"PRICE_FILTER","minPrice":"0.1","maxPrice":"1000000","tickSize":"0.10"},
         {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000","stepSize":"0.001"},
         {"filterType":"MARKET_LOT_SIZE","minQty":"0.002","maxQty":"120","stepSize":"0.002"},
         {"filterType":"MIN_NOTIONAL","notional":"100"},
         {"filterType":"PERCENT_PRICE","multiplierUp":"1.0500","multiplierDown":"0.9500","multiplierDecimal":"4"},
         {"filterType":"POSITION_RISK_CONTROL","positionControlSide":"NONE","surprise":{"deep":[1,2]}}]
        """;

    private static string Symbol(string name, string kind = "PERPETUAL", string asset = "USDT", string filters = Filters) =>
        $$"""{"symbol":"{{name}}","pair":"{{name}}","contractType":"{{kind}}","status":"TRADING","marginAsset":"{{asset}}","quoteAsset":"{{asset}}","pricePrecision":2,"marketTakeBound":"0.05","filters":{{filters}}}""";

    public static string ExchangeInfo => $$"""
        {"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":2400},{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":299}],
         "symbols":[{{Symbol("BTCUSDT")}},{{Symbol("ETHUSDT")}},{{Symbol("BTCUSDT_261225", "CURRENT_QUARTER")}},{{Symbol("BTCUSDC", asset: "USDC")}},{{Symbol("币安人生USDT")}},{{Symbol("BADUSDT", filters: "[]")}}]}
        """;

    public static async Task<IReadOnlyList<Instrument>> LoadAsync(Gateway gateway)
    {
        gateway.Venue.On("GET /fapi/v1/exchangeInfo", ExchangeInfo)
            .On("GET /fapi/v1/leverageBracket", """[{"symbol":"BTCUSDT","brackets":[{"bracket":1,"initialLeverage":100,"notionalCap":50000},{"bracket":2,"initialLeverage":50,"notionalCap":500000}]}]""");
        return (await gateway.RunAsync(gateway.Exchange.GetInstrumentsAsync(default))).Value!;
    }
}
