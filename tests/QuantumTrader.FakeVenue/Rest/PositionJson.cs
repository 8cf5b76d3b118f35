using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Positions on the wire, in each of the versions that clients still ask for.</summary>
public static class PositionJson
{
    public static void WriteRiskV3(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteStartObject();
        WriteRisk(w, line);
        w.WriteString("marginAsset", "USDT");
        w.Money("initialMargin", line.Margin.Initial);
        w.Money("maintMargin", line.Margin.Maintenance);
        w.Money("positionInitialMargin", line.Margin.PositionInitial);
        w.Money("openOrderInitialMargin", line.Margin.OrderInitial);
        w.WriteNumber("adl", line.Position.Amount == 0m ? 0 : 1);
        w.WriteString("bidNotional", "0");
        w.WriteString("askNotional", "0");
        w.WriteEndObject();
    }

    public static void WriteRiskV2(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteStartObject();
        WriteRisk(w, line);
        w.WriteString("leverage", VenueJson.Plain(line.Settings.Leverage));
        w.Text("maxNotionalValue", MarginMath.NotionalMax(line.Market.Instrument, line.Settings.Leverage));
        w.WriteString("marginType", line.IsIsolated ? "isolated" : "cross");
        w.WriteString("isAutoAddMargin", "false");
        w.WriteEndObject();
    }

    public static void WriteAccountV3(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteStartObject();
        WriteAccount(w, line);
        w.Money("isolatedMargin", line.IsolatedMargin);
        w.WriteEndObject();
    }

    public static void WriteAccountV2(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteStartObject();
        WriteAccount(w, line);
        w.Money("positionInitialMargin", line.Margin.PositionInitial);
        w.Money("openOrderInitialMargin", line.Margin.OrderInitial);
        w.WriteString("leverage", VenueJson.Plain(line.Settings.Leverage));
        w.WriteBoolean("isolated", line.IsIsolated);
        w.Text("entryPrice", line.Position.EntryPrice);
        w.Text("breakEvenPrice", line.Position.BreakEvenPrice);
        w.Text("maxNotional", MarginMath.NotionalMax(line.Market.Instrument, line.Settings.Leverage));
        w.WriteString("bidNotional", "0");
        w.WriteString("askNotional", "0");
        w.WriteEndObject();
    }

    private static void WriteRisk(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteString("symbol", line.Position.Symbol);
        w.WriteString("positionSide", line.Position.Side.Text());
        w.Text("positionAmt", line.Position.Amount);
        w.Text("entryPrice", line.Position.EntryPrice);
        w.Text("breakEvenPrice", line.Position.BreakEvenPrice);
        w.WriteString("markPrice", VenueJson.Fixed(line.Market.Mark, 8));
        w.Money("unRealizedProfit", line.Margin.Unrealised);
        w.Text("liquidationPrice", line.LiquidationPrice);
        w.Money("isolatedMargin", line.IsolatedMargin);
        w.Money("notional", line.Margin.Notional);
        w.Money("isolatedWallet", line.Position.IsolatedWallet);
        w.WriteNumber("updateTime", line.Position.UpdateMs);
    }

    private static void WriteAccount(Utf8JsonWriter w, PositionLine line)
    {
        w.WriteString("symbol", line.Position.Symbol);
        w.WriteString("positionSide", line.Position.Side.Text());
        w.Text("positionAmt", line.Position.Amount);
        w.Money("unrealizedProfit", line.Margin.Unrealised);
        w.Money("notional", line.Margin.Notional);
        w.Money("isolatedWallet", line.Position.IsolatedWallet);
        w.Money("initialMargin", line.Margin.Initial);
        w.Money("maintMargin", line.Margin.Maintenance);
        w.WriteNumber("updateTime", line.Position.UpdateMs);
    }
}
