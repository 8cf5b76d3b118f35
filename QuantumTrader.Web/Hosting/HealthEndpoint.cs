using QuantumTrader.Domain.Events;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Web.Hosting;

internal static class HealthEndpoint
{
    private static readonly TimeSpan BarAgeMax = TimeSpan.FromSeconds(30);

    /// <summary>200 while the engine lives on fresh data and a journal that takes events; 503, with the same body, when not.</summary>
    public static void MapHealth(this WebApplication app) => app.MapGet("/health", (LiveEngine live, IEventJournal journal) =>
    {
        var engine = live.Engine;
        var barAge = live.Time.GetUtcNow() - engine?.LastStepAtUtc;
        var journalOk = journal.Health.State == JournalState.Ok;
        var slow = TimeSpan.FromTicks(live.Market.Interval.Ticks * 3);
        var status = barAge is null ? "starting" : !journalOk ? "journal_failing" : barAge <= (BarAgeMax > slow ? BarAgeMax : slow) ? "healthy" : "stale";
        var body = new HealthReport(
            status,
            barAge?.TotalSeconds,
            engine?.EffectiveMode.ToString() ?? "Halted",
            engine?.Emergency.Status.RunState.ToString() ?? "None",
            live.Settings.Environment.ToString(),
            journalOk);
        return Results.Json(body, statusCode: status == "healthy" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    });

    /// <param name="LastBarAgeSeconds">Null before the first live bar.</param>
    private sealed record HealthReport(string Status, double? LastBarAgeSeconds, string Mode, string RunState, string Environment, bool JournalOk);
}
