using System.Text;
using System.Text.Json;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>What the venue answers to a client's command.</summary>
internal static class StreamAnswers
{
    public static byte[] Done(string id) => Encoding.UTF8.GetBytes($"{{\"result\":null,\"id\":{id}}}");

    public static byte[] List(IEnumerable<string> names, string id)
    {
        var list = string.Join(',', names.Order(StringComparer.Ordinal).Select(n => $"\"{JsonEncodedText.Encode(n)}\""));
        return Encoding.UTF8.GetBytes($"{{\"result\":[{list}],\"id\":{id}}}");
    }

    public static byte[] Invalid(StreamCommand? command) => command is null
        ? Encoding.UTF8.GetBytes("""{"error":{"code":3,"msg":"Invalid JSON: expected a request with method, params and id"}}""")
        : Encoding.UTF8.GetBytes($$$"""{"error":{"code":2,"msg":"Invalid request: unknown variant `{{{JsonEncodedText.Encode(command.Method)}}}`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`"},"id":{{{command.Id}}}}""");
}
