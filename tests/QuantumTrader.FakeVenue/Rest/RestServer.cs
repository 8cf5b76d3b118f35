using System.Globalization;

namespace QuantumTrader.FakeVenue;

/// <summary>Carries one request through faults, limits, authentication and its handler, and writes the answer.</summary>
public sealed class RestServer(Venue venue, RestTable table, CancellationToken stopping)
{
    public const int BodyBytesMax = 64 * 1024;

    private readonly RestAuth _auth = new(venue);
    private readonly RequestLimits _limits = new(venue);
    private long _calls;

    public async Task HandleAsync(HttpContext http)
    {
        var request = await RestRequest.ReadAsync(http);
        var call = new RestCall(venue, request.Verb, request.Path, request.Parameters, http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        var number = Interlocked.Increment(ref _calls);
        var latency = venue.Options.LatencyAdded / 2;
        await WaitAsync(latency, http);
        var before = venue.Options.Faults?.Before(Seen(call, number));
        if (before is not null && await ActAsync(before, http, call))
        {
            return;
        }

        var answer = Answer(http, request, call);
        await WaitAsync(latency, http);
        var after = venue.Options.Faults?.After(Seen(call, number), answer);
        if (after is not null && await ActAsync(after, http, call, answer))
        {
            return;
        }

        await SendAsync(http, call, answer, truncateAt: null);
    }

    private static FaultCall Seen(RestCall call, long number) =>
        new(number, call.Verb, call.Path, call.AccountOrNull?.Id ?? "", call.Parameters.All);

    private RestAnswer Answer(HttpContext http, RestRequest request, RestCall call)
    {
        try
        {
            lock (venue.Gate)
            {
                var endpoint = table.Find(request.Verb, request.Path);
                _limits.CountWeight(call, endpoint);
                if (endpoint is null)
                {
                    return new RestAnswer(404, "<html><body><h2>404 Not found</h2></body></html>"u8.ToArray()) { ContentType = "text/html" };
                }

                _auth.Check(call, request, http.Request.Headers["X-MBX-APIKEY"], endpoint.Security);
                _limits.CountOrders(call, endpoint);
                return endpoint.Handle(call);
            }
        }
        catch (VenueException refusal)
        {
            return RestAnswer.Error(refusal.Status, refusal.Code, refusal.Text) with { RetryAfterSeconds = refusal.RetryAfterSeconds };
        }
        // A defect of this venue must not look like one of the client's.
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new RestAnswer(500, System.Text.Encoding.UTF8.GetBytes("<html>Defect of the fake venue: " + defect)) { ContentType = "text/html" };
        }
    }

    /// <summary>True when the request is done with.</summary>
    private async Task<bool> ActAsync(FaultAction action, HttpContext http, RestCall call, RestAnswer? real = null)
    {
        await WaitAsync(action.Delay, http);
        if (action.Hang)
        {
            await WaitAsync(Timeout.InfiniteTimeSpan, http);
        }

        if (action.Abort || action.Hang)
        {
            http.Abort();
            return true;
        }

        if ((action.Answer ?? (action.TruncateAt is null ? null : real)) is not { } answer)
        {
            return false;
        }

        await SendAsync(http, call, answer, action.TruncateAt);
        return true;
    }

    private async Task WaitAsync(TimeSpan wait, HttpContext http)
    {
        if (wait == TimeSpan.Zero)
        {
            return;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            await Task.Delay(wait, venue.Clock.Time, both.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went or the venue stops; whatever is written now meets a closed connection.
        }
    }

    private async Task SendAsync(HttpContext http, RestCall call, RestAnswer answer, int? truncateAt)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        http.Response.ContentLength = answer.Body.Length;
        _limits.WriteHeaders(call, http.Response.Headers);
        if (answer.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var sent = Math.Min(truncateAt ?? answer.Body.Length, answer.Body.Length);
        await http.Response.Body.WriteAsync(answer.Body.AsMemory(0, sent), http.RequestAborted);
        if (truncateAt is not null)
        {
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        }
    }
}
