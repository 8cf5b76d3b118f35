using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Brackets, rates, limits, and what the caller's key may do.</summary>
public static class AccountEndpoints
{
    public static void Map(RestTable table)
    {
        table.Add("GET", "/fapi/v1/leverageBracket", RestSecurity.UserData, 1, Brackets);
        table.Add("GET", "/fapi/v1/commissionRate", RestSecurity.UserData, 20, CommissionRate);
        table.Add("GET", "/fapi/v1/rateLimit/order", RestSecurity.UserData, 1, OrderLimits);
        table.Add("GET", "/fapi/v1/apiTradingStatus", RestSecurity.UserData, 1, TradingStatus);
        table.Add("GET", "/sapi/v1/account/apiRestrictions", RestSecurity.UserData, 1, Restrictions);
    }

    // An array of all symbols, but one object when a symbol is sent.
    private static RestAnswer Brackets(RestCall call) => OrderReader.SymbolOrNull(call.Venue, call.Parameters) is { } symbol
        ? RestAnswer.Ok(VenueJson.Write(w => WriteBrackets(w, call.Venue.Markets[symbol].Instrument)))
        : RestAnswer.Ok(VenueJson.Array(call.Venue.Markets.Values, (w, m) => WriteBrackets(w, m.Instrument)));

    private static void WriteBrackets(Utf8JsonWriter w, VenueInstrument rules)
    {
        w.WriteStartObject();
        w.WriteString("symbol", rules.Symbol);
        w.WriteNumber("notionalCoef", 1.00m);
        w.WriteStartArray("brackets");
        foreach (var bracket in rules.Brackets)
        {
            w.WriteStartObject();
            w.WriteNumber("bracket", bracket.Number);
            w.WriteNumber("initialLeverage", bracket.LeverageMax);
            w.WriteNumber("notionalCap", bracket.NotionalCap);
            w.WriteNumber("notionalFloor", bracket.NotionalFloor);
            w.WriteNumber("maintMarginRatio", bracket.MaintenanceRate);
            w.WriteNumber("cum", bracket.Cumulative);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static RestAnswer CommissionRate(RestCall call)
    {
        var symbol = OrderReader.Symbol(call.Venue, call.Parameters);
        return RestAnswer.Ok(VenueJson.Object(w =>
        {
            w.WriteString("symbol", symbol);
            w.Text("makerCommissionRate", call.Venue.Options.MakerFee);
            w.Text("takerCommissionRate", call.Venue.Options.TakerFee);
        }));
    }

    private static RestAnswer OrderLimits(RestCall call)
    {
        var limits = call.Venue.Options.Limits;
        return RestAnswer.Ok(VenueJson.Array([("SECOND", 10, limits.OrdersPer10S), ("MINUTE", 1, limits.OrdersPerMinute)], (w, l) =>
        {
            w.WriteStartObject();
            w.WriteString("rateLimitType", "ORDERS");
            w.WriteString("interval", l.Item1);
            w.WriteNumber("intervalNum", l.Item2);
            w.WriteNumber("limit", l.Item3);
            w.WriteEndObject();
        }));
    }

    private static RestAnswer TradingStatus(RestCall call) => RestAnswer.Ok(VenueJson.Object(w =>
    {
        w.WriteStartObject("indicators");
        w.WriteEndObject();
        w.WriteNumber("updateTime", call.NowMs);
    }));

    private static RestAnswer Restrictions(RestCall call) => RestAnswer.Ok(VenueJson.Object(w =>
    {
        w.WriteBoolean("ipRestrict", call.Key.IpRestrict);
        w.WriteNumber("createTime", call.Key.CreateTimeMs);
        w.WriteBoolean("enableReading", call.Key.EnableReading);
        w.WriteBoolean("enableWithdrawals", call.Key.EnableWithdrawals);
        w.WriteBoolean("enableInternalTransfer", false);
        w.WriteBoolean("permitsUniversalTransfer", false);
        w.WriteBoolean("enableVanillaOptions", false);
        w.WriteBoolean("enableFutures", call.Key.EnableFutures);
        w.WriteBoolean("enableMargin", false);
        w.WriteBoolean("enablePortfolioMarginTrading", false);
        w.WriteBoolean("enableSpotAndMarginTrading", false);
    }));
}
