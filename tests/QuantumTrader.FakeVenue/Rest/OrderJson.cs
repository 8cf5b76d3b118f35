using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Regular orders on the wire.</summary>
public static class OrderJson
{
    public static byte[] One(VenueOrder order, OrderView view = OrderView.LookedUp) => VenueJson.Write(w => Write(w, order, view));

    public static byte[] Many(IEnumerable<VenueOrder> orders) => VenueJson.Array(orders, (w, o) => Write(w, o, OrderView.LookedUp));

    public static void Write(Utf8JsonWriter w, VenueOrder order, OrderView view)
    {
        w.WriteStartObject();
        w.WriteNumber("orderId", order.Id);
        w.WriteString("symbol", order.Symbol);
        w.WriteString("status", order.Status.Text());
        w.WriteString("clientOrderId", order.ClientId);
        w.Text("price", order.Price);
        w.WriteString("avgPrice", VenueJson.Fixed(order.AveragePrice, 5));
        w.Text("origQty", order.Quantity);
        w.Text("executedQty", order.Executed);
        if (view == OrderView.LookedUp)
        {
            w.WriteNumber("time", order.TimeMs);
        }
        else
        {
            w.Text("cumQty", order.Executed);
        }

        if (view == OrderView.Modified)
        {
            w.WriteString("pair", order.Symbol);
            w.Text("cumBase", order.Executed);
        }

        w.Text("cumQuote", order.ExecutedQuote);
        WriteRest(w, order);
        w.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter w, VenueOrder order)
    {
        w.WriteString("timeInForce", order.TimeInForce.Text());
        w.WriteString("type", order.Type.Text());
        w.WriteBoolean("reduceOnly", order.ReduceOnly);
        w.WriteBoolean("closePosition", order.ClosePosition);
        w.WriteString("side", order.Side.Text());
        w.WriteString("positionSide", order.PositionSide.Text());
        w.Text("stopPrice", order.Algo?.Request.TriggerPrice ?? 0m);
        w.WriteString("workingType", (order.Algo?.Request.WorkingType ?? WorkingType.ContractPrice).Text());
        w.WriteBoolean("priceProtect", order.Algo?.Request.PriceProtect ?? false);
        w.WriteString("origType", (order.Algo?.Request.Type ?? order.Type).Text());
        w.WriteString("priceMatch", order.PriceMatch);
        w.WriteString("selfTradePreventionMode", order.SelfTradePrevention);
        w.WriteNumber("goodTillDate", order.GoodTillMs);
        w.WriteNumber("updateTime", order.UpdateMs);
    }
}
