using QuantumTrader.Domain.Events;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Hosting.Health;

internal static class HealthEndpoint
{
    private static readonly TimeSpan BarAgeMax = TimeSpan.FromSeconds(30);

    /// <summary>
    /// 200 while the engine lives on fresh data and everything that it keeps its state in works, also on a stand-by; 503, with the same
    /// body, when not. It reads what others left in memory and waits for nobody: neither the engine nor the disk nor the shared store.
    /// </summary>
    public static void MapHealth(this WebApplication app) => app.MapGet("/health", (LiveEngine live, IEventJournal journal, EngineViewStore views) =>
    {
        var report = HealthReport.Of(FactsOf(live, journal, views.Current));
        return Results.Json(report, statusCode: report.IsGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }).AllowAnonymous();

    private static HealthFacts FactsOf(LiveEngine live, IEventJournal journal, EngineView? picture)
    {
        var (engine, now) = (live.Engine, live.Time.GetUtcNow());
        var slow = TimeSpan.FromTicks(live.Market.Interval.Ticks * 3);
        return new()
        {
            NowUtc = now,
            BarAge = now - engine?.LastStepAtUtc,
            BarAgeMax = BarAgeMax > slow ? BarAgeMax : slow,
            Mode = engine?.EffectiveMode.ToString() ?? "Halted",
            RunState = engine?.Emergency.Status.RunState.ToString() ?? "None",
            LatchNotSavedSinceUtc = engine?.Emergency.LatchNotSavedSinceUtc,
            Environment = live.Settings.Environment.ToString(),
            Journal = journal.Health,
            PolicyCause = picture?.PolicyCause,
            PictureAtUtc = picture?.AtUtc,
            Storage = picture?.Storage,
        };
    }
}
