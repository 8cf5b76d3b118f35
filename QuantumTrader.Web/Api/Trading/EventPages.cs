using System.Text.Json;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Api.Description;
using QuantumTrader.Web.Api.Problems;
using QuantumTrader.Web.Api.Requests;

namespace QuantumTrader.Web.Api.Trading;

/// <summary>The journal, page by page.</summary>
internal sealed class EventPages(IJournalLines journal, TimeProvider time) : IDisposable
{
    private const int CountMax = 1000;
    private const int CountDefault = 100;
    private const int ReadersMax = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // A disk that hangs keeps at most so many threads.
    private readonly SemaphoreSlim _readers = new(ReadersMax, ReadersMax);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/events", (HttpContext http, EventPages pages) => pages.GetAsync(http))
        .Describe("getEvents", AccessAction.SeeTrading, "Events of this machine's journal, in order", "Ask again with after = nextAfter for what came since.")
        .Query("after", "only events with a higher sequence", 0)
        .Query("count", $"how many at most; up to {CountMax}", CountDefault)
        .Answers<EventList>(StatusCodes.Status200OK);

    public void Dispose() => _readers.Dispose();

    private async Task<IResult> GetAsync(HttpContext http)
    {
        var query = new ApiQuery(http.Request);
        var (after, count) = (query.Whole("after", 0, 0, long.MaxValue), (int)query.Whole("count", CountDefault, 1, CountMax));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (!await _readers.WaitAsync(Limit, http.RequestAborted))
        {
            return Unreadable();
        }

        try
        {
            // Reading the disk holds its thread; the permit comes back when that thread does.
            var reading = Task.Run(() =>
            {
                try
                {
                    return Read(after, count);
                }
                finally
                {
                    _readers.Release();
                }
            });
            return ApiAnswer.Json(StatusCodes.Status200OK, await reading.WaitAsync(Limit, time, http.RequestAborted), ApiJson.Default.EventList);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Unreadable();
        }
    }

    private EventList Read(long after, int count)
    {
        var last = journal.LastDurableSequence;
        using var cursor = journal.OpenAfter(after);
        var events = cursor.Read(count).Select(FactsOf).ToArray();
        var next = events.Length > 0 ? events[^1].Sequence : after;
        return new(journal.JournalId, last, next, next < last, events);
    }

    /// <summary>The journal's lines are {"seq":…,"id":…,"type":…,"v":…,"at":…,"corr":…,"cause":…,"data":{…},"sum":…}; events of a newer program are passed on.</summary>
    private static EventFacts FactsOf(JournalLine line)
    {
        using var document = JsonDocument.Parse(line.Bytes);
        var root = document.RootElement;
        return new(
            line.Sequence, line.EventId, root.GetProperty("type").GetString()!, root.GetProperty("v").GetInt32(), line.AtUtc, IdOf(root, "corr"), IdOf(root, "cause"), root.GetProperty("data").Clone());
    }

    private static Guid? IdOf(JsonElement root, string name) => root.TryGetProperty(name, out var id) ? id.GetGuid() : null;

    private static ApiAnswer Unreadable() => ApiProblems.Of(ProblemKind.StoreUnavailable, "The journal cannot be read now; nothing is known of its events. Look at health.");
}
