using System.Globalization;
using System.Text.Json;

namespace QuantumTrader.FakeVenue.Market;

/// <summary>exchangeInfo.</summary>
internal static class InstrumentJson
{
    /// <summary>2100-12-25, which the venue writes for contracts without an end.</summary>
    public const long DeliveryDateMs = 4_133_404_800_000;

    private static readonly string[] OrderTypes = ["LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"];
    private static readonly string[] TimesInForce = ["GTC", "IOC", "FOK", "GTX", "GTD"];

    public static byte[] ExchangeInfo(Venue venue) => VenueJson.Object(w =>
    {
        w.WriteString("timezone", "UTC");
        w.WriteNumber("serverTime", venue.Clock.NowMs);
        w.WriteString("futuresType", "U_MARGINED");
        WriteLimits(w, venue.Options.Limits);
        w.WriteStartArray("exchangeFilters");
        w.WriteEndArray();
        WriteAssets(w);
        w.WriteStartArray("symbols");
        foreach (var market in venue.Markets.Values)
        {
            WriteSymbol(w, market);
        }

        w.WriteEndArray();
    });

    private static void WriteLimits(Utf8JsonWriter w, RateLimitOptions limits)
    {
        w.WriteStartArray("rateLimits");
        WriteLimit(w, "REQUEST_WEIGHT", "MINUTE", 1, limits.WeightPerMinute);
        WriteLimit(w, "ORDERS", "MINUTE", 1, limits.OrdersPerMinute);
        WriteLimit(w, "ORDERS", "SECOND", 10, limits.OrdersPer10S);
        w.WriteEndArray();
    }

    private static void WriteLimit(Utf8JsonWriter w, string type, string interval, int count, int limit)
    {
        w.WriteStartObject();
        w.WriteString("rateLimitType", type);
        w.WriteString("interval", interval);
        w.WriteNumber("intervalNum", count);
        w.WriteNumber("limit", limit);
        w.WriteEndObject();
    }

    private static void WriteAssets(Utf8JsonWriter w)
    {
        w.WriteStartArray("assets");
        w.WriteStartObject();
        w.WriteString("asset", "USDT");
        w.WriteBoolean("marginAvailable", true);
        w.WriteString("autoAssetExchange", "-10000");
        w.WriteEndObject();
        w.WriteEndArray();
    }

    private static void WriteSymbol(Utf8JsonWriter w, VenueMarket market)
    {
        var rules = market.Instrument;
        w.WriteStartObject();
        w.WriteString("symbol", rules.Symbol);
        w.WriteString("pair", rules.Symbol);
        w.WriteString("contractType", "PERPETUAL");
        w.WriteNumber("deliveryDate", DeliveryDateMs);
        w.WriteNumber("onboardDate", rules.OnboardDateMs);
        w.WriteString("status", market.Status);
        w.WriteString("maintMarginPercent", "2.5000");
        w.WriteString("requiredMarginPercent", "5.0000");
        w.WriteString("baseAsset", rules.BaseAsset);
        w.WriteString("quoteAsset", rules.QuoteAsset);
        w.WriteString("marginAsset", rules.QuoteAsset);
        w.WriteNumber("pricePrecision", rules.PricePrecision);
        w.WriteNumber("quantityPrecision", rules.QuantityPrecision);
        w.WriteNumber("baseAssetPrecision", 8);
        w.WriteNumber("quotePrecision", 8);
        w.WriteString("underlyingType", "COIN");
        WriteList(w, "underlyingSubType", ["Layer-1"]);
        w.WriteNumber("settlePlan", 0);
        w.WriteString("triggerProtect", VenueJson.Fixed(rules.TriggerProtect, 4));
        w.WriteString("liquidationFee", VenueJson.Fixed(rules.LiquidationFee, 6));
        w.WriteString("marketTakeBound", VenueJson.Plain(rules.MarketTakeBound));
        w.WriteNumber("maxMoveOrderLimit", 10_000);
        WriteFilters(w, rules);
        WriteList(w, "orderTypes", OrderTypes);
        WriteList(w, "OrderType", OrderTypes);
        WriteList(w, "timeInForce", TimesInForce);
        w.WriteEndObject();
    }

    private static void WriteFilters(Utf8JsonWriter w, VenueInstrument rules)
    {
        w.WriteStartArray("filters");
        WriteFilter(w, "PRICE_FILTER", ("minPrice", rules.PriceMin), ("maxPrice", rules.PriceMax), ("tickSize", rules.TickSize));
        WriteFilter(w, "LOT_SIZE", ("minQty", rules.QuantityMin), ("maxQty", rules.QuantityMax), ("stepSize", rules.StepSize));
        WriteFilter(w, "MARKET_LOT_SIZE", ("minQty", rules.MarketQuantityMin), ("maxQty", rules.MarketQuantityMax), ("stepSize", rules.MarketStepSize));
        w.WriteStartObject();
        w.WriteString("filterType", "MAX_NUM_ORDERS");
        w.WriteNumber("limit", rules.OrdersMax);
        w.WriteEndObject();
        WriteFilter(w, "MIN_NOTIONAL", ("notional", rules.NotionalMin));
        w.WriteStartObject();
        w.WriteString("filterType", "PERCENT_PRICE");
        w.WriteString("multiplierUp", VenueJson.Fixed(rules.PercentUp, 4));
        w.WriteString("multiplierDown", VenueJson.Fixed(rules.PercentDown, 4));
        w.WriteString("multiplierDecimal", 4.ToString(CultureInfo.InvariantCulture));
        w.WriteEndObject();
        w.WriteEndArray();
    }

    private static void WriteFilter(Utf8JsonWriter w, string type, params ReadOnlySpan<(string Name, decimal Value)> members)
    {
        w.WriteStartObject();
        w.WriteString("filterType", type);
        foreach (var (name, value) in members)
        {
            w.Text(name, value);
        }

        w.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter w, string name, string[] items)
    {
        w.WriteStartArray(name);
        foreach (var item in items)
        {
            w.WriteStringValue(item);
        }

        w.WriteEndArray();
    }
}
