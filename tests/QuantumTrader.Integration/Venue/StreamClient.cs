using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>A plain WebSocket client of the fake venue that keeps everything it is sent.</summary>
internal sealed class StreamClient : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<JsonElement> _messages = new();
    private Task _reading = Task.CompletedTask;

    private StreamClient()
    {
    }

    public IReadOnlyList<JsonElement> Messages => [.. _messages];

    public bool IsOver => _reading.IsCompleted;

    public static async Task<StreamClient> OpenAsync(FakeVenueHost venue, string pathAndQuery)
    {
        var client = new StreamClient();
        await client._socket.ConnectAsync(new Uri(venue.StreamUrl, pathAndQuery), CancellationToken.None);
        client._reading = client.ReadAsync();
        return client;
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task SubscribeAsync(params string[] names) =>
        AskAsync($"{{\"method\":\"SUBSCRIBE\",\"params\":{JsonSerializer.Serialize(names)},\"id\":7}}");

    /// <summary>Sends a command and waits for its answer.</summary>
    public async Task<JsonElement> AskAsync(string command)
    {
        var before = _messages.Count;
        await SendAsync(command);
        return await NextAsync(m => m.TryGetProperty("id", out _) || m.TryGetProperty("error", out _), before);
    }

    /// <summary>The first message from <paramref name="since"/> on that fits.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits, int since = 0)
    {
        JsonElement found = default;
        await Poll.UntilAsync(
            () => (found = _messages.Skip(since).FirstOrDefault(m => m.ValueKind == JsonValueKind.Object && fits(m))).ValueKind != JsonValueKind.Undefined,
            Limit,
            "the message on the stream");
        return found;
    }

    public Task OverAsync() => Poll.UntilAsync(() => IsOver, Limit, "the end of the connection");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading;
        _socket.Dispose();
        _ended.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _ended.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                _messages.Enqueue(JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length)));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Cut, or the test is over.
        }
    }
}
