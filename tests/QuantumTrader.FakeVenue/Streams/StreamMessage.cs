using System.Text;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>One message of one stream, in both of its wrappings; the second is made when the first combined reader asks.</summary>
/// <param name="stream">The stream's name, or the listen key.</param>
/// <param name="eventType">The <c>e</c> of the payload; fault scripts and the <c>events</c> list go by it.</param>
/// <param name="data">The payload, UTF-8 JSON; not changed afterwards.</param>
internal sealed class StreamMessage(string stream, string eventType, byte[] data)
{
    private byte[]? _combined;

    public string Stream => stream;

    public string EventType => eventType;

    public byte[] As(bool combined) => combined ? _combined ??= Wrap() : data;

    private byte[] Wrap()
    {
        var head = Encoding.UTF8.GetBytes($"{{\"stream\":\"{stream}\",\"data\":");
        var all = new byte[head.Length + data.Length + 1];
        head.CopyTo(all, 0);
        data.CopyTo(all, head.Length);
        all[^1] = (byte)'}';
        return all;
    }
}
