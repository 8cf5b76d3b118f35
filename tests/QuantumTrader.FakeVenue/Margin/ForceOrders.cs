namespace QuantumTrader.FakeVenue;

/// <summary>The public forceOrder event.</summary>
public sealed class ForceOrders(Venue venue)
{
    public void Tell(VenueOrder order) =>
        venue.Events.OnForceOrder(order.Symbol, VenueJson.Object(w =>
        {
            w.WriteString("e", "forceOrder");
            w.WriteNumber("E", venue.Clock.NowMs);
            w.WriteStartObject("o");
            w.WriteString("s", order.Symbol);
            w.WriteString("S", order.Side.Text());
            w.WriteString("o", order.Type.Text());
            w.WriteString("f", order.TimeInForce.Text());
            w.Text("q", order.Quantity);
            w.Text("p", order.Price);
            w.Text("ap", order.AveragePrice);
            w.WriteString("X", order.Status.Text());
            w.Text("l", order.Executed);
            w.Text("z", order.Executed);
            w.WriteNumber("T", order.UpdateMs);
            w.WriteEndObject();
        }));
}
