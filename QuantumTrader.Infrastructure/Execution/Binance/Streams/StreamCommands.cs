using System.Globalization;
using System.Text;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>What we say to the venue: SUBSCRIBE in messages of bounded size, and a question that only a living stream answers.</summary>
internal static class StreamCommands
{
    /// <param name="names">ASCII, without quotes.</param>
    /// <param name="bytesMax">Of one message.</param>
    /// <param name="firstId">Of the first message; the others follow.</param>
    public static IEnumerable<byte[]> Subscribe(IEnumerable<string> names, int bytesMax, int firstId)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (text.Length > 0 && text.Length + name.Length + 80 > bytesMax)
            {
                yield return Message(text, firstId++);
                text.Clear();
            }

            text.Append(text.Length > 0 ? "," : "").Append('"').Append(name).Append('"');
        }

        if (text.Length > 0)
        {
            yield return Message(text, firstId);
        }
    }

    public static byte[] Probe(int id) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"method":"LIST_SUBSCRIPTIONS","id":{{id}}}"""));

    private static byte[] Message(StringBuilder names, int id) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"method":"SUBSCRIBE","params":[{{names}}],"id":{{id}}}"""));
}
