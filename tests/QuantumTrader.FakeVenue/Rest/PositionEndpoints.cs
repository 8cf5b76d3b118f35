using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Balances and positions, versions 2 and 3.</summary>
public static class PositionEndpoints
{
    public static void Map(RestTable table)
    {
        table.Add("GET", "/fapi/v3/positionRisk", RestSecurity.UserData, 5, c => Many(c, Touched(c), PositionJson.WriteRiskV3));
        table.Add("GET", "/fapi/v2/positionRisk", RestSecurity.UserData, 5, c => Many(c, Every(c), PositionJson.WriteRiskV2));
        table.Add("GET", "/fapi/v3/account", RestSecurity.UserData, 5, c => Account(c, v2: false));
        table.Add("GET", "/fapi/v2/account", RestSecurity.UserData, 5, c => Account(c, v2: true));
        table.Add("GET", "/fapi/v3/balance", RestSecurity.UserData, 5, Balance);
        table.Add("GET", "/fapi/v2/balance", RestSecurity.UserData, 5, Balance);
        table.Add("GET", "/fapi/v1/adlQuantile", RestSecurity.UserData, 5, Quantiles);
    }

    /// <summary>Version 3 leaves out what has neither a position nor an open order.</summary>
    private static IEnumerable<(string Symbol, PositionSide Side)> Touched(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        return MarginMath.Legs(call.Account).Where(l => symbol is null || l.Symbol == symbol).OrderBy(l => l.Symbol, StringComparer.Ordinal);
    }

    private static IEnumerable<(string Symbol, PositionSide Side)> Every(RestCall call)
    {
        var symbol = OrderReader.SymbolOrNull(call.Venue, call.Parameters);
        PositionSide[] sides = call.Account.HedgeMode ? [PositionSide.Long, PositionSide.Short] : [PositionSide.Both];
        return call.Venue.Markets.Keys.Where(s => symbol is null || s == symbol).SelectMany(s => sides.Select(side => (s, side)));
    }

    private static RestAnswer Many(RestCall call, IEnumerable<(string Symbol, PositionSide Side)> legs, Action<Utf8JsonWriter, PositionLine> write)
    {
        var all = MarginMath.Of(call.Account, call.Venue);
        return RestAnswer.Ok(VenueJson.Array(legs.ToList(), (w, l) => write(w, PositionLine.Of(call.Venue, call.Account, l.Symbol, l.Side, all))));
    }

    private static RestAnswer Account(RestCall call, bool v2)
    {
        var all = MarginMath.Of(call.Account, call.Venue);
        return RestAnswer.Ok(VenueJson.Object(w =>
        {
            if (v2)
            {
                AccountJson.WriteConfig(w, call.Account);
            }

            AccountJson.WriteTotals(w, all);
            w.WriteStartArray("assets");
            AccountJson.WriteAsset(w, call.Account, all, v2);
            w.WriteEndArray();
            w.WriteStartArray("positions");
            foreach (var (symbol, side) in (v2 ? Every(call) : Touched(call)).ToList())
            {
                var line = PositionLine.Of(call.Venue, call.Account, symbol, side, all);
                (v2 ? (Action<Utf8JsonWriter, PositionLine>)PositionJson.WriteAccountV2 : PositionJson.WriteAccountV3)(w, line);
            }

            w.WriteEndArray();
        }));
    }

    private static RestAnswer Balance(RestCall call)
    {
        var all = MarginMath.Of(call.Account, call.Venue);
        return RestAnswer.Ok(VenueJson.Array([call.Account], (w, a) => AccountJson.WriteBalance(w, a, all)));
    }

    private static RestAnswer Quantiles(RestCall call)
    {
        var symbols = Touched(call).Select(l => l.Symbol).Distinct().ToList();
        return RestAnswer.Ok(VenueJson.Array(symbols, (w, symbol) =>
        {
            w.WriteStartObject();
            w.WriteString("symbol", symbol);
            w.WriteStartObject("adlQuantile");
            w.WriteNumber("LONG", 1);
            w.WriteNumber("SHORT", 1);
            w.WriteNumber(call.Account.HedgeMode ? "HEDGE" : "BOTH", 0);
            w.WriteEndObject();
            w.WriteEndObject();
        }));
    }
}
