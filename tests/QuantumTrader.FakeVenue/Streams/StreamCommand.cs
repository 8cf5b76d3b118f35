using System.Text.Json;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>What a client may say on a stream: <c>{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}</c>.</summary>
/// <param name="Method">SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS or one that the venue does not know.</param>
/// <param name="Names">The streams it is about.</param>
/// <param name="Id">As the client wrote it, number, text or null, so that the answer can repeat it.</param>
internal sealed record StreamCommand(string Method, IReadOnlyList<string> Names, string Id)
{
    /// <returns>Null when the message is no command.</returns>
    public static StreamCommand? TryParse(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static StreamCommand? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var id = root.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.Number or JsonValueKind.String
            ? given.GetRawText()
            : "null";
        return NamesIn(root) is { } names ? new StreamCommand(method.GetString()!, names, id) : null;
    }

    private static List<string>? NamesIn(JsonElement root)
    {
        if (!root.TryGetProperty("params", out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String)
            ? list.EnumerateArray().Select(n => n.GetString()!).ToList()
            : null;
    }
}
