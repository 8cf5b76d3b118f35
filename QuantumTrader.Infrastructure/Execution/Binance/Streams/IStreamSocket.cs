namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>One WebSocket, used once. Failures are exceptions; one reader and one writer at a time.</summary>
public interface IStreamSocket : IDisposable
{
    ValueTask ConnectAsync(Uri address, CancellationToken stopping);

    /// <summary>A whole text message.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping);

    /// <summary>A part of a message, or that the other side closed.</summary>
    ValueTask<SocketRead> ReceiveAsync(Memory<byte> buffer, CancellationToken stopping);
}
