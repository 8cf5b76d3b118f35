namespace QuantumTrader.FakeVenue;

/// <summary>Leverage, margin type, modes.</summary>
public static class SettingEndpoints
{
    public static void Map(RestTable table)
    {
        table.Add("POST", "/fapi/v1/leverage", RestSecurity.Trade, 1, Leverage);
        table.Add("POST", "/fapi/v1/marginType", RestSecurity.Trade, 1, SetMarginType);
        table.Add("GET", "/fapi/v1/positionSide/dual", RestSecurity.UserData, 30, c => Flag("dualSidePosition", c.Account.HedgeMode));
        table.Add("POST", "/fapi/v1/positionSide/dual", RestSecurity.Trade, 1, c => Set(() => AccountSettings.SetHedgeMode(c.Account, Mandatory(c, "dualSidePosition"))));
        table.Add("GET", "/fapi/v1/multiAssetsMargin", RestSecurity.UserData, 30, c => Flag("multiAssetsMargin", c.Account.MultiAssets));
        table.Add("POST", "/fapi/v1/multiAssetsMargin", RestSecurity.Trade, 1, c => Set(() => c.Venue.Settings.SetMultiAssets(c.Account, Mandatory(c, "multiAssetsMargin"))));
        table.Add("GET", "/fapi/v1/feeBurn", RestSecurity.UserData, 30, c => Flag("feeBurn", c.Account.FeeBurn));
        table.Add("POST", "/fapi/v1/feeBurn", RestSecurity.Trade, 1, c => Set(() => c.Account.FeeBurn = Mandatory(c, "feeBurn")));
        table.Add("GET", "/fapi/v1/symbolConfig", RestSecurity.UserData, 5, SymbolConfig);
        table.Add("GET", "/fapi/v1/accountConfig", RestSecurity.UserData, 5, c => RestAnswer.Ok(VenueJson.Object(w => AccountJson.WriteConfig(w, c.Account))));
    }

    private static RestAnswer Leverage(RestCall call)
    {
        var market = call.Venue.Markets[OrderReader.Symbol(call.Venue, call.Parameters)];
        var leverage = (int)Math.Clamp(call.Parameters.Long("leverage") ?? throw RestParameters.Missing("leverage"), -1, 1_000);
        call.Venue.Settings.SetLeverage(call.Account, market, leverage);
        return RestAnswer.Ok(VenueJson.Object(w =>
        {
            w.WriteNumber("leverage", leverage);
            w.Text("maxNotionalValue", MarginMath.NotionalMax(market.Instrument, leverage));
            w.WriteString("symbol", market.Instrument.Symbol);
        }));
    }

    private static RestAnswer SetMarginType(RestCall call)
    {
        var symbol = OrderReader.Symbol(call.Venue, call.Parameters);
        var type = Wire.Parse<MarginType>(call.Parameters.Mandatory("marginType")) ?? throw new VenueException(-1128, "Combination of optional parameters invalid.");
        return Set(() => AccountSettings.SetMarginType(call.Account, symbol, type));
    }

    private static RestAnswer SymbolConfig(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        var markets = call.Venue.Markets.Values.Where(m => symbol is null || m.Instrument.Symbol == symbol);
        return RestAnswer.Ok(VenueJson.Array(markets, (w, m) =>
        {
            var settings = call.Account.Settings(m.Instrument.Symbol);
            w.WriteStartObject();
            w.WriteString("symbol", m.Instrument.Symbol);
            w.WriteString("marginType", settings.MarginType.Text());
            w.WriteString("isAutoAddMargin", "false");
            w.WriteNumber("leverage", settings.Leverage);
            w.Text("maxNotionalValue", MarginMath.NotionalMax(m.Instrument, settings.Leverage));
            w.WriteEndObject();
        }));
    }

    private static bool Mandatory(RestCall call, string name) => call.Parameters.Flag(name) ?? throw RestParameters.Missing(name);

    private static RestAnswer Flag(string name, bool value) => RestAnswer.Ok(VenueJson.Object(w => w.WriteBoolean(name, value)));

    private static RestAnswer Set(Action set)
    {
        set();
        return RestAnswer.Done("success");
    }
}
