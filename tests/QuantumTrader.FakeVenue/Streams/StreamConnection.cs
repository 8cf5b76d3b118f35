using System.Net.WebSockets;
using System.Threading.Channels;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>
/// One WebSocket: what it subscribed, what waits for it, and the two loops that read and write it. Its messages leave in
/// the order in which they were queued. <see cref="Names"/> and <see cref="IsMuted"/> belong to the hub's lock.
/// </summary>
internal sealed class StreamConnection : IDisposable
{
    private readonly WebSocket _socket;
    private readonly StreamOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<byte[]> _queue;
    private DateTimeOffset _secondBeganUtc;
    private int _messagesThisSecond;

    public StreamConnection(WebSocket socket, StreamPath path, bool isCombined, StreamOptions options, TimeProvider time)
    {
        (_socket, Path, IsCombined, _options, _time) = (socket, path, isCombined, options, time);
        // Bounded: who does not read is cut rather than served from ever more memory.
        _queue = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(options.QueueMax) { SingleReader = true });
    }

    public StreamPath Path { get; }

    /// <summary>Whether payloads come in <c>{"stream":..,"data":..}</c>.</summary>
    public bool IsCombined { get; }

    /// <summary>What was subscribed, whether or not anything flows there.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The only user events that it wants; null is all.</summary>
    public IReadOnlySet<string>? EventsAllowed { get; init; }

    /// <summary>The half-open fault: the socket stays, nothing comes any more.</summary>
    public bool IsMuted { get; set; }

    public void Enqueue(byte[] message)
    {
        if (!IsMuted && !_queue.Writer.TryWrite(message))
        {
            Cut();
        }
    }

    /// <summary>Ends it without a closing handshake, as a lost network does.</summary>
    public void Cut()
    {
        _socket.Abort();
        Stop();
    }

    /// <summary>Serves it until either side ends it.</summary>
    public async Task RunAsync(Func<StreamConnection, StreamCommand?, bool> onCommand, CancellationToken stopping)
    {
        using var stop = stopping.UnsafeRegister(static c => ((StreamConnection)c!).Stop(), this);
        await using var life = _time.CreateTimer(static c => ((StreamConnection)c!).Stop(), this, _options.ConnectionLife, Timeout.InfiniteTimeSpan);
        var sending = SendAsync();
        try
        {
            await ReceiveAsync(onCommand);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The other side is gone, or this one was ended; either way there is nobody to tell.
        }

        Stop();
        await sending;
        await CloseAsync();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _ended.Dispose();
    }

    private void Stop()
    {
        _queue.Writer.TryComplete();
        try
        {
            _ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended already.
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var message in _queue.Reader.ReadAllAsync(_ended.Token))
            {
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            Stop();
        }
    }

    private async Task ReceiveAsync(Func<StreamConnection, StreamCommand?, bool> onCommand)
    {
        var buffer = new byte[_options.ClientMessageBytesMax];
        while (!_ended.IsCancellationRequested)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(length), _ended.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage && length < buffer.Length);

            var isCommand = part.MessageType == WebSocketMessageType.Text && part.EndOfMessage;
            if (!isCommand || IsTooFast() || !onCommand(this, StreamCommand.TryParse(buffer.AsMemory(0, length))))
            {
                return;
            }
        }
    }

    private bool IsTooFast()
    {
        var now = _time.GetUtcNow();
        if (now - _secondBeganUtc >= TimeSpan.FromSeconds(1))
        {
            (_secondBeganUtc, _messagesThisSecond) = (now, 0);
        }

        return ++_messagesThisSecond > _options.ClientMessagesPerSecondMax;
    }

    private async Task CloseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "disconnected", limit.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // A close that nobody hears.
        }
    }
}
