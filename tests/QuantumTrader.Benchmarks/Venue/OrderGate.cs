using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuantumTrader.Benchmarks.Venue;

/// <summary>
/// Stands before the fake venue: notes when the first byte of an order was read, refuses the order itself, and hands everything else on. So
/// thousands of orders can be sent without a position, and without the venue's limits. A thread for each direction, that sleeps in its read.
/// </summary>
internal sealed class OrderGate : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes(Answer("""{"code":-2019,"msg":"Margin is insufficient."}"""));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _venue;
    private long _readAt;
    private int _orders;

    public OrderGate(Uri venue)
    {
        _venue = new(IPAddress.Loopback, venue.Port);
        _listener.Start();
        Begin(Accept);
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>When the first byte of the last order was read.</summary>
    public long ReadAt => Volatile.Read(ref _readAt);

    public int Orders => Volatile.Read(ref _orders);

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        while (true)
        {
            var (client, venue) = (_listener.AcceptSocket(), new Socket(SocketType.Stream, ProtocolType.Tcp));
            client.NoDelay = venue.NoDelay = true;
            venue.Connect(_venue);
            Begin(() => FromClient(client, venue));
            Begin(() => Copy(venue, client));
        }
    }

    private void FromClient(Socket client, Socket venue)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var read = client.Receive(buffer);
            var now = Stopwatch.GetTimestamp();
            if (read == 0)
            {
                venue.Shutdown(SocketShutdown.Send);
                return;
            }

            if (!buffer.AsSpan(0, read).StartsWith("POST /fapi/v1/order "u8))
            {
                SendAll(venue, buffer.AsSpan(0, read));
                continue;
            }

            Volatile.Write(ref _readAt, now);
            for (var missing = Missing(buffer.AsSpan(0, read)); missing > 0; missing = Missing(buffer.AsSpan(0, read)))
            {
                read += client.Receive(buffer.AsSpan(read));
            }

            Interlocked.Increment(ref _orders);
            SendAll(client, Refusal);
        }
    }

    /// <summary>Bytes of the request that have not come yet; 1 where that cannot be said.</summary>
    private static int Missing(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        var at = request.IndexOf("Content-Length: "u8);
        if (end < 0 || at < 0)
        {
            return 1;
        }

        var digits = request[(at + 16)..];
        var length = int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        return end + 4 + length - request.Length;
    }

    private static void Copy(Socket from, Socket to)
    {
        var buffer = new byte[BufferSize];
        for (var read = from.Receive(buffer); read > 0; read = from.Receive(buffer))
        {
            SendAll(to, buffer.AsSpan(0, read));
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private static void SendAll(Socket to, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[to.Send(bytes)..];
        }
    }

    private static void Begin(Action work) => new Thread(() =>
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone, or the benchmark is over.
        }
    })
    { IsBackground = true }.Start();

    private static string Answer(string body) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
