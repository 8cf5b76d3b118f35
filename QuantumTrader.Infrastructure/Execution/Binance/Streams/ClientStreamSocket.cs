using System.Net.WebSockets;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// The system's WebSocket. It answers the venue's pings by itself while it is read, and sends pings of its own: a connection whose
/// other end is gone ends by them, also when it has nothing to say for hours.
/// </summary>
public sealed class ClientStreamSocket : IStreamSocket
{
    private readonly ClientWebSocket _socket = new();

    /// <param name="pingEvery">Between two pings of ours; they count as messages at the venue, so not below a second.</param>
    /// <param name="pongMax">Without an answer for so long the connection is ended.</param>
    public ClientStreamSocket(TimeSpan pingEvery, TimeSpan pongMax)
    {
        _socket.Options.KeepAliveInterval = pingEvery;
        _socket.Options.KeepAliveTimeout = pongMax;
    }

    public ValueTask ConnectAsync(Uri address, CancellationToken stopping) => new(_socket.ConnectAsync(address, stopping));

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping) =>
        _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, stopping);

    public async ValueTask<SocketRead> ReceiveAsync(Memory<byte> buffer, CancellationToken stopping)
    {
        var result = await _socket.ReceiveAsync(buffer, stopping).ConfigureAwait(false);
        return result.MessageType == WebSocketMessageType.Close
            ? new SocketRead(0, true, $"closed by the venue ({(int?)_socket.CloseStatus ?? 0} {_socket.CloseStatusDescription})")
            : new SocketRead(result.Count, result.EndOfMessage);
    }

    public void Dispose()
    {
        _socket.Abort(); // A closing handshake would wait for the other side, which may be gone.
        _socket.Dispose();
    }
}
