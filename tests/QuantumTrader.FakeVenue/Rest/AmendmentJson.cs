using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>One change of an order's price or quantity.</summary>
public static class AmendmentJson
{
    public static void Write(Utf8JsonWriter w, VenueOrder order, OrderAmendment amendment)
    {
        w.WriteStartObject();
        w.WriteNumber("amendmentId", amendment.Id);
        w.WriteString("symbol", order.Symbol);
        w.WriteString("pair", order.Symbol);
        w.WriteNumber("orderId", order.Id);
        w.WriteString("clientOrderId", order.ClientId);
        w.WriteNumber("time", amendment.TimeMs);
        w.WriteStartObject("amendment");
        WritePair(w, "price", amendment.PriceBefore, amendment.PriceAfter);
        WritePair(w, "origQty", amendment.QuantityBefore, amendment.QuantityAfter);
        w.WriteNumber("count", amendment.Count);
        w.WriteEndObject();
        w.WriteString("priceMatch", order.PriceMatch);
        w.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter w, string name, decimal before, decimal after)
    {
        w.WriteStartObject(name);
        w.Text("before", before);
        w.Text("after", after);
        w.WriteEndObject();
    }
}
