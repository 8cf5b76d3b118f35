using System.Net.Sockets;
using System.Text.Json;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>Talks to a running engine through <see cref="ControlSocket"/>.</summary>
public static class ControlClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Null when no engine answers there within ten seconds.</summary>
    public static Task<ControlResponse?> AskAsync(string dataDirectory, ControlRequest request, TimeProvider time) =>
        AskAsync(dataDirectory, request, Limit, time);

    /// <summary>Null when no engine answers there in time.</summary>
    public static async Task<ControlResponse?> AskAsync(string dataDirectory, ControlRequest request, TimeSpan within, TimeProvider time)
    {
        if (!File.Exists(ControlAddress.PathIn(dataDirectory)))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(within, time);
        try
        {
            using var address = ControlAddress.Open(dataDirectory);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await ConnectAsync(socket, address.EndPoint, time, limit.Token);
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, ControlJson.Default.ControlRequest), limit.Token);
            await stream.WriteAsync("\n"u8.ToArray(), limit.Token);
            return await JsonSerializer.DeserializeAsync(stream, ControlJson.Default.ControlResponse, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException or OperationCanceledException)
        {
            return null;
        }
    }

    // That many stand before the door is no sign that nobody is at home.
    private static async Task ConnectAsync(Socket socket, UnixDomainSocketEndPoint where, TimeProvider time, CancellationToken limit)
    {
        while (true)
        {
            try
            {
                await socket.ConnectAsync(where, limit);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain)
            {
                await Task.Delay(ConnectAgain, time, limit);
            }
        }
    }
}
