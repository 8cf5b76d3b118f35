using Microsoft.Extensions.Primitives;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>
/// The WebSocket doors: <c>/public</c>, <c>/market</c> and <c>/private</c>, each with <c>/ws/a/b</c> (bare payloads) and
/// <c>/stream?streams=a/b</c> (wrapped). The old unsplit addresses are not there: they answer 404.
/// </summary>
internal sealed class StreamServer(StreamHub hub, StreamOptions options, TimeProvider time, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in Enum.GetValues<StreamPath>())
        {
            var door = path.ToString().ToLowerInvariant();
            routes.Map($"/{door}/ws/{{**names}}", context => ServeAsync(context, path, isCombined: false));
            routes.Map($"/{door}/stream", context => ServeAsync(context, path, isCombined: true));
        }
    }

    private async Task ServeAsync(HttpContext context, StreamPath path, bool isCombined)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (hub.ConnectionCount >= options.ConnectionsMax)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var connection = await AcceptAsync(context, path, isCombined);
        foreach (var name in NamesIn(context.Request).Take(options.StreamsPerConnectionMax))
        {
            connection.Names.Add(name);
        }

        await RunAsync(connection);
    }

    private async Task RunAsync(StreamConnection connection)
    {
        if (!hub.TryAdd(connection))
        {
            connection.Cut();
            return;
        }

        try
        {
            await connection.RunAsync(hub.Execute, stopping);
        }
        finally
        {
            hub.Remove(connection);
        }
    }

    private async Task<StreamConnection> AcceptAsync(HttpContext context, StreamPath path, bool isCombined)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = options.PingEvery,
            KeepAliveTimeout = options.PongWithin,
        });
        return new StreamConnection(socket, path, isCombined, options, time)
        {
            EventsAllowed = context.Request.Query.TryGetValue("events", out var events) ? Split(events).ToHashSet(StringComparer.Ordinal) : null,
        };
    }

    private static IEnumerable<string> NamesIn(HttpRequest request) =>
        Split((string?)request.RouteValues["names"])
            .Concat(Split(request.Query["streams"]))
            .Concat(Split(request.Query["listenKey"]));

    private static string[] Split(StringValues list) =>
        list.ToString().Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
