using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QuantumTrader.Integration.Trades;

/// <summary>Stands between client and server. While it is deaf, commands reach the server and their answers are lost.</summary>
internal sealed class DeafProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _open = [];
    private readonly int _serverPort;
    private readonly Task _accepting;

    private DeafProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public volatile bool IsDeaf;

    /// <summary>Becomes deaf when a command with this text passes; once.</summary>
    public volatile string? DeafFrom;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public static DeafProxy To(int serverPort) => new(serverPort);

    /// <summary>Resets every connection; new ones are let through.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _open.ForEach(c => c.Close());
            _open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _serverPort);
                lock (_open)
                {
                    _open.AddRange([client, server]);
                }

                pumps.Add(PumpAsync(client, server, answers: false));
                pumps.Add(PumpAsync(server, client, answers: true));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut();
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool answers)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var count)
            {
                if (!answers && DeafFrom is { } text && buffer.AsSpan(0, count).IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0)
                {
                    (IsDeaf, DeafFrom) = (true, null);
                }

                if (!(answers && IsDeaf))
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
        finally
        {
            from.Close();
            to.Close();
        }
    }
}
