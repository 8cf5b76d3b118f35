using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue.Faults;

/// <summary>
/// What the real venue does not have: <c>/fake/...</c>, where people and tests in other processes script faults. Loopback
/// only, by name too, and JSON only, so that no page in a browser can reach it.
/// </summary>
internal sealed class FakeEndpoints(FaultScripts scripts, StreamHub hub, ListenKeyBook keys, VenueActs acts, VenueState state)
{
    private const int BodyBytesMax = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "GET", "/fake/faults", _ => Task.FromResult<object>(scripts.All.Select(s => new { s.Rule, s.Hits, s.IsSpent })));
        Add(routes, "DELETE", "/fake/faults", _ => Done(scripts.Clear));
        Add(routes, "POST", "/fake/faults", async http =>
        {
            var rule = await ReadAsync<FaultRule>(http);
            scripts.Add(rule);
            return rule;
        });
        Add(routes, "DELETE", "/fake/streams", _ => Done(hub.ClearFaults));
        Add(routes, "POST", "/fake/streams", async http =>
        {
            var fault = await ReadAsync<StreamFault>(http);
            hub.Inject(fault);
            return fault;
        });
        Add(routes, "POST", "/fake/listenKeys/expire", _ => Done(keys.ExpireAll));
        Add(routes, "GET", "/fake/state", _ => Task.FromResult(state.Read()));
        Add(routes, "POST", "/fake/acts", async http =>
        {
            var act = await ReadAsync<VenueAct>(http);
            acts.Run(act);
            return act;
        });
    }

    /// <summary>Adds a path that answers an object as JSON, and one line with 400 to what makes no sense.</summary>
    private static void Add(IEndpointRouteBuilder routes, string verb, string path, Func<HttpContext, Task<object>> handle) =>
        routes.MapMethods(path, [verb], async http =>
        {
            if (!IsFromHere(http))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            try
            {
                await http.Response.WriteAsJsonAsync(await handle(http), Json, http.RequestAborted);
            }
            catch (Exception e) when (e is JsonException or ArgumentException or KeyNotFoundException or VenueException or BadHttpRequestException)
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                await http.Response.WriteAsJsonAsync(new { error = e.Message }, Json, http.RequestAborted);
            }
        });

    /// <exception cref="JsonException">The body is no such object.</exception>
    private static async Task<T> ReadAsync<T>(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.ContentLength is not (> 0 and <= BodyBytesMax))
        {
            throw new JsonException($"send a JSON object of at most {BodyBytesMax} bytes with Content-Type application/json.");
        }

        return await http.Request.ReadFromJsonAsync<T>(Json, http.RequestAborted) ?? throw new JsonException("the body is null: send an object.");
    }

    private static Task<object> Done(Action act)
    {
        act();
        return Task.FromResult<object>(new { done = true });
    }

    private static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && http.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]";
}
