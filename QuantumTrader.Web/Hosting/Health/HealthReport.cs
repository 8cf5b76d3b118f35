using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Web.Hosting.Health;

/// <summary>What /health answers.</summary>
/// <param name="Status">healthy; standby when all is well and another instance trades; else the first thing that is not.</param>
/// <param name="LastBarAgeSeconds">Null before the first live bar.</param>
/// <param name="PictureAgeSeconds">How old what is said of the storage is; null before the engine's first picture.</param>
/// <param name="LatchNotSavedSeconds">How long a stop has been held in memory alone, so that it would not outlive the process; null while it is saved, or none holds.</param>
/// <param name="DeadLetters">Null when unknown.</param>
/// <param name="Triggers">What limits or stops trading by itself; empty when unknown.</param>
/// <param name="Warnings">Flags that are off and server settings that were accepted.</param>
public sealed record HealthReport(
    string Status,
    double? LastBarAgeSeconds,
    string Mode,
    string RunState,
    double? LatchNotSavedSeconds,
    string Environment,
    bool JournalOk,
    double? PictureAgeSeconds,
    JournalPart Journal,
    PolicyPart Policy,
    RedisPart Redis,
    ForwarderPart Forwarder,
    LeasePart Lease,
    TradeStorePart TradeStore,
    VenuePart Venue,
    AuditPart Audit,
    UsersPart Users,
    RecorderPart Recorder,
    int? DeadLetters,
    IReadOnlyList<TriggerPart> Triggers,
    IReadOnlyList<string> Warnings)
{
    private const string Healthy = "healthy";
    private const string Standby = "standby";

    [JsonIgnore]
    public bool IsGood => Status is Healthy or Standby;

    public static HealthReport Of(HealthFacts facts)
    {
        var (journal, storage) = (StorageHealth.JournalOf(facts), facts.KnownStorage);
        var (redis, forwarder, lease, trades) = (StorageHealth.RedisOf(facts), StorageHealth.ForwarderOf(facts), StorageHealth.LeaseOf(storage), StorageHealth.TradesOf(storage));
        var venue = VenueOf(facts.Venue);
        return new(
            StatusOf(facts, journal.State, redis.State, forwarder.State, lease, trades.State, venue.State),
            facts.BarAge?.TotalSeconds,
            facts.Mode,
            facts.RunState,
            (facts.NowUtc - facts.LatchNotSavedSinceUtc)?.TotalSeconds,
            facts.Environment,
            journal.State == "ok",
            facts.PictureAge?.TotalSeconds,
            journal,
            new(facts.PolicyCause is null ? "ok" : "failing", facts.PolicyCause),
            redis,
            forwarder,
            lease,
            trades,
            venue,
            new(facts.Audit.SinceUtc is null ? "ok" : "failing", facts.Audit.Waiting, facts.Audit.LostCount, facts.Audit.Cause),
            new(facts.UsersLostCause is null ? "ok" : "lost", facts.UsersLostCause),
            RecorderPartReader.Of(facts.Recorder, facts.NowUtc),
            storage?.DeadLetters,
            [.. facts.KnownTriggers.Select(t => new TriggerPart(t.Code, t.State, t.Detail, (facts.NowUtc - t.SinceUtc)?.TotalSeconds))],
            storage?.Warnings ?? []);
    }

    private static VenuePart VenueOf(VenueStatus? venue) => venue switch
    {
        null => new("not_used"),
        { BannedUntilUtc: { } until } => new(venue.IsBanned ? "banned" : "quiet", venue.Objection ?? "The venue takes no request from here for now.", until),
        { Refusal: { } refusal } => new("refused", refusal),
        { Objection: { } objection } => new("failing", objection),
        _ => new("ok"),
    };

    /// <summary>The worst first. Every state that is not named as good is reported, so that a new one cannot pass for health.</summary>
    private static string StatusOf(HealthFacts facts, string journal, string redis, string forwarder, LeasePart lease, string trades, string venue)
    {
        if (facts.LatchNotSavedSinceUtc is not null)
        {
            return "latch_not_saved";
        }

        if (facts.BarAge is null && facts.PictureAtUtc is null)
        {
            return journal != "ok" ? $"journal_{journal}" : venue == "refused" ? "venue_refused" : "starting";
        }

        return journal != "ok" ? $"journal_{journal}"
            : facts.KnownStorage is null ? "storage_unknown"
            : redis is not ("ready" or "not_used") ? $"redis_{redis}"
            : forwarder is not ("forwarding" or "not_used") ? $"forwarder_{forwarder}"
            : lease.State is not ("held" or "lost") ? $"lease_{lease.State}"
            : trades != "ok" ? $"trade_store_{trades}"
            : facts.PolicyCause is not null ? "policy_failing"
            : venue is not ("ok" or "not_used") ? $"venue_{venue}"
            : facts.Audit.SinceUtc is not null ? "audit_failing"
            : facts.UsersLostCause is not null ? "users_lost"
            : facts.BarAge is null ? "starting"
            : !(facts.BarAge <= facts.BarAgeMax) ? "stale"
            : lease is { State: "held", Role: "leader" } ? Healthy
            : lease is { State: "lost", Role: "standby" } ? Standby
            : lease is { State: "held", Role: "standby" } ? "taking_over"
            : "lease_contradiction";
    }
}
