using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Conditional orders on the wire: the REST object and the ALGO_UPDATE's inner object.</summary>
public static class AlgoJson
{
    public static void WriteEvent(Utf8JsonWriter w, AlgoOrder algo)
    {
        var request = algo.Request;
        w.WriteString("caid", algo.ClientId);
        w.WriteNumber("aid", algo.Id);
        w.WriteString("at", "CONDITIONAL");
        w.WriteString("o", request.Type.Text());
        w.WriteString("s", request.Symbol);
        w.WriteString("S", request.Side.Text());
        w.WriteString("ps", request.PositionSide.Text());
        w.WriteString("f", request.TimeInForce.Text());
        w.Text("q", request.Quantity ?? 0m);
        w.WriteString("X", algo.Status.Text());
        w.WriteString("ai", OrderId(algo));
        w.Text("ap", algo.Order?.AveragePrice ?? 0m);
        w.Text("aq", algo.Order?.Executed ?? 0m);
        w.WriteString("act", algo.Order?.Type.Text() ?? "0");
        w.Text("tp", request.TriggerPrice ?? 0m);
        w.Text("p", request.Price ?? 0m);
        w.WriteString("V", request.SelfTradePrevention);
        w.WriteString("wt", request.WorkingType.Text());
        w.WriteString("pm", request.PriceMatch);
        w.WriteBoolean("cp", request.ClosePosition);
        w.WriteBoolean("pP", request.PriceProtect);
        w.WriteBoolean("R", request.ReduceOnly);
        w.WriteNumber("tt", algo.TriggerMs);
        w.WriteNumber("gtd", request.GoodTillMs);
        w.WriteString("rm", algo.RejectReason);
    }

    /// <param name="lookedUp">Queries show what it became; the answer to a placement and to a cancel does not.</param>
    public static void Write(Utf8JsonWriter w, AlgoOrder algo, bool lookedUp)
    {
        var request = algo.Request;
        w.WriteStartObject();
        w.WriteNumber("algoId", algo.Id);
        w.WriteString("clientAlgoId", algo.ClientId);
        w.WriteString("algoType", "CONDITIONAL");
        w.WriteString("orderType", request.Type.Text());
        w.WriteString("symbol", request.Symbol);
        w.WriteString("side", request.Side.Text());
        w.WriteString("positionSide", request.PositionSide.Text());
        w.WriteString("timeInForce", request.TimeInForce.Text());
        w.Text("quantity", request.Quantity ?? 0m);
        w.WriteString("algoStatus", algo.Status.Text());
        w.Text("triggerPrice", request.TriggerPrice ?? 0m);
        w.Text("price", request.Price ?? 0m);
        w.WriteNull("icebergQuantity");
        if (lookedUp)
        {
            WriteOutcome(w, algo);
        }

        w.WriteString("selfTradePreventionMode", request.SelfTradePrevention);
        w.WriteString("workingType", request.WorkingType.Text());
        w.WriteString("priceMatch", request.PriceMatch);
        w.WriteBoolean("closePosition", request.ClosePosition);
        w.WriteBoolean("priceProtect", request.PriceProtect);
        w.WriteBoolean("reduceOnly", request.ReduceOnly);
        w.WriteString("activatePrice", request.ActivatePrice is { } activate ? VenueJson.Plain(activate) : "");
        w.WriteString("callbackRate", request.CallbackRate is { } callback ? VenueJson.Plain(callback) : "");
        w.WriteNumber("createTime", algo.CreateMs);
        w.WriteNumber("updateTime", algo.UpdateMs);
        w.WriteNumber("triggerTime", algo.TriggerMs);
        w.WriteNumber("goodTillDate", request.GoodTillMs);
        w.WriteEndObject();
    }

    private static void WriteOutcome(Utf8JsonWriter w, AlgoOrder algo)
    {
        w.WriteString("actualOrderId", OrderId(algo));
        w.WriteString("actualPrice", VenueJson.Fixed(algo.Order?.AveragePrice ?? 0m, 5));
        w.Text("actualQty", algo.Order?.Executed ?? 0m);
        w.WriteString("actualType", algo.Order?.Type.Text() ?? "");
        foreach (var price in (ReadOnlySpan<string>)["tpTriggerPrice", "tpPrice", "slTriggerPrice", "slPrice"])
        {
            w.WriteString(price, "0.000");
        }

        w.WriteString("tpOrderType", "");
    }

    private static string OrderId(AlgoOrder algo) => algo.Order is { } order ? VenueJson.Plain(order.Id) : "";
}
