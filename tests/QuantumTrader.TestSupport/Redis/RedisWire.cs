using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>Redis' protocol by hand, so that tests see the server without the client that they test.</summary>
internal static class RedisWire
{
    private const int LimitMs = 5_000;

    public static string Ask(int port, IReadOnlyList<string> words)
    {
        using var client = new TcpClient { ReceiveTimeout = LimitMs, SendTimeout = LimitMs };
        client.Connect(IPAddress.Loopback, port);
        var stream = client.GetStream();
        stream.Write(Encode(words));
        var buffer = new byte[64 * 1024];
        var length = stream.Read(buffer);
        return length == 0 ? throw new IOException("The connection was closed without an answer.") : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static byte[] Encode(IReadOnlyList<string> words)
    {
        var text = new StringBuilder().Append('*').Append(words.Count).Append("\r\n");
        foreach (var word in words)
        {
            text.Append('$').Append(Encoding.UTF8.GetByteCount(word)).Append("\r\n").Append(word).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
