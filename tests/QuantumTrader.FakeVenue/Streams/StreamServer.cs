using Microsoft.Extensions.Primitives;
using QuantumTrader.FakeVenue.Faults;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>
/// The WebSocket doors: <c>/public</c>, <c>/market</c> and <c>/private</c>, each with <c>/ws/a/b</c> (bare payloads) and
/// <c>/stream?streams=a/b</c> (wrapped). The old unsplit addresses are not there: they answer 404.
/// Fault scripts meet a handshake as they meet a call: GET and the door's path.
/// </summary>
internal sealed class StreamServer(StreamHub hub, StreamOptions options, FaultScripts faults, TimeProvider time, CancellationToken stopping)
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

        if (await IsHarmedAsync(context))
        {
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

    /// <summary>True when a fault script has ended the handshake.</summary>
    private async Task<bool> IsHarmedAsync(HttpContext context)
    {
        var query = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal);
        if (faults.Before(new FaultCall(0, "GET", context.Request.Path.Value ?? "/", "", query)) is not { } action)
        {
            return false;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        try
        {
            await Task.Delay(action.Hang ? Timeout.InfiniteTimeSpan : action.Delay, time, both.Token);
        }
        catch (OperationCanceledException)
        {
            return true;
        }

        if (action.Abort)
        {
            context.Abort();
        }
        else if (action.Answer is { } answer)
        {
            context.Response.StatusCode = answer.Status;
            await context.Response.Body.WriteAsync(answer.Body, both.Token);
        }

        return action.Abort || action.Answer is not null;
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
