using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Several orders in one call: every item is answered for itself, an order or a code with its text.</summary>
public static class BatchEndpoints
{
    private const int PlaceMax = 5;
    private const int CancelMax = 10;

    public static void Map(RestTable table)
    {
        table.Add("POST", "/fapi/v1/batchOrders", new RestEndpoint(RestSecurity.Trade, c => Each(c, Place), _ => 5, _ => (5, 1)));
        table.Add("PUT", "/fapi/v1/batchOrders", new RestEndpoint(RestSecurity.Trade, c => Each(c, Modify), _ => 5, _ => (5, 1)));
        table.Add("DELETE", "/fapi/v1/batchOrders", RestSecurity.Trade, 1, Cancel);
    }

    private static RestAnswer Each(RestCall call, Func<RestCall, RestParameters, byte[]> carryOut)
    {
        var items = Items(call.Parameters.Mandatory("batchOrders"));
        return items.Count is 0 or > PlaceMax
            ? throw new VenueException(-4082, "Invalid number of batch place orders.")
            : Answer(items.Select(i => One(() => carryOut(call, i))));
    }

    private static byte[] Place(RestCall call, RestParameters item) => OrderEndpoints.Place(call.Venue, call.Account, item);

    private static byte[] Modify(RestCall call, RestParameters item) =>
        OrderJson.One(OrderEndpoints.Modify(call.Venue, call.Account, item), OrderView.Modified);

    private static RestAnswer Cancel(RestCall call)
    {
        var symbol = OrderReader.Symbol(call.Venue, call.Parameters);
        var found = call.Parameters.Text("orderIdList") is { } ids
            ? Values<long>(ids, "orderIdList").ConvertAll(id => call.Account.Orders.Find(symbol, id))
            : Values<string>(call.Parameters.Mandatory("origClientOrderIdList"), "origClientOrderIdList").ConvertAll(id => call.Account.Orders.Find(symbol, id));
        return found.Count is 0 or > CancelMax
            ? throw new VenueException(-4083, "Invalid number of batch cancel orders.")
            : Answer(found.Select(o => One(() => OrderJson.One(call.Venue.Orders.Cancel(call.Account, o), OrderView.Changed))));
    }

    private static byte[] One(Func<byte[]> carryOut)
    {
        try
        {
            return carryOut();
        }
        catch (VenueException refusal)
        {
            return RestAnswer.Error(refusal.Status, refusal.Code, refusal.Text).Body;
        }
    }

    // Carried out in order before the answer is written; the writer enumerates once.
    private static RestAnswer Answer(IEnumerable<byte[]> items) =>
        RestAnswer.Ok(VenueJson.Array(items.ToList(), (w, i) => w.WriteRawValue(i)));

    private static List<RestParameters> Items(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 4 });
            return [.. document.RootElement.EnumerateArray().Select(Item)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Malformed("batchOrders");
        }
    }

    private static RestParameters Item(JsonElement item)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            values[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
        }

        return new RestParameters(values);
    }

    private static List<T> Values<T>(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<List<T>>(json) ?? throw Malformed(name);
        }
        catch (JsonException)
        {
            throw Malformed(name);
        }
    }

    private static VenueException Malformed(string name) => new(-1130, $"Data sent for parameter '{name}' is not valid.");
}
