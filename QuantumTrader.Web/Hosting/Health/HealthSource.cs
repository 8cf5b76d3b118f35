using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Access.Account;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Hosting.Health;

/// <summary>The facts of health from the engine, its journal and its last picture, and the audit trail. Waits for nobody.</summary>
internal sealed class HealthSource(LiveEngine live, IEventJournal journal, IEngineViews views, AuditBacklog audit, LostUsers users, MarketRecorder recorder)
{
    private static readonly TimeSpan BarAgeMax = TimeSpan.FromSeconds(30);

    public HealthFacts Now()
    {
        var (engine, picture, now) = (live.Engine, views.Current, live.Time.GetUtcNow());
        var slow = TimeSpan.FromTicks(live.Market.Pace.Ticks * 3);
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
            Audit = audit.Health,
            UsersLostCause = users.Cause,
            PolicyCause = picture?.PolicyCause,
            Venue = live.VenueStatus,
            Recorder = recorder.Health,
            PictureAtUtc = picture?.AtUtc,
            Storage = picture?.Storage,
            Triggers = picture?.Triggers ?? [],
        };
    }
}
