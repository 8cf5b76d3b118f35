using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>A network between client and server that a test can spoil. Set the faults at any time; they hold from the next bytes on.</summary>
public sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new(); // bounded by the clients of one test
    private readonly SeededRandom _random = new(1);
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _delayMs;

    public LoopbackProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Before each portion is passed on, in each direction.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromMilliseconds(Volatile.Read(ref _delayMs));
        set => Volatile.Write(ref _delayMs, (int)value.TotalMilliseconds);
    }

    /// <summary>Is shown each portion that a client sends, before it is passed on; on any thread.</summary>
    public Action<ReadOnlyMemory<byte>>? Sees { get; set; }

    /// <summary>Nothing passes and nothing is closed: a cable that was cut.</summary>
    public bool IsBlackHole { get; set; }

    /// <summary>Commands arrive, their answers do not.</summary>
    public bool DropsReplies { get; set; }

    /// <summary>New connections are closed at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>Of each 100 portions, how many reset their connection instead of passing.</summary>
    public int ResetPercent { get; set; }

    /// <summary>Every open connection, by a reset.</summary>
    public void ResetAll()
    {
        foreach (var socket in _open.Keys)
        {
            Reset(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        ResetAll();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (!_end.IsCancellationRequested)
            {
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Ended.
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _open[client] = true;
            if (Refuses)
            {
                return;
            }

            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            _open[server] = true;
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(PassAsync(client, server, isReply: false), PassAsync(server, client, isReply: true));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client sees a closed connection.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool isReply)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var length)
            {
                if (!isReply)
                {
                    Sees?.Invoke(buffer.AsMemory(0, length));
                }

                if (IsBlackHole || (isReply && DropsReplies))
                {
                    continue;
                }

                if (ResetPercent > 0 && Draw() < ResetPercent)
                {
                    return;
                }

                await WaitAsync();
                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent), _end.Token);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Ends the pair.
        }
    }

    private Task WaitAsync() => Delay > TimeSpan.Zero ? Task.Delay(Delay, TimeProvider.System, _end.Token) : Task.CompletedTask;

    private int Draw()
    {
        lock (_random)
        {
            return _random.Next(100);
        }
    }

    private void Reset(Socket socket)
    {
        _open.TryRemove(socket, out _);
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }
}
