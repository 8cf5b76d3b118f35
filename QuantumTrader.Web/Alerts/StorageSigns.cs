using System.Globalization;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Alerts;

/// <summary>From where the state is kept.</summary>
internal static class StorageSigns
{
    private const int AttemptsMany = 3;

    // Asked of the journal itself, so that an engine that hangs cannot hide a disk that fails.
    public static IReadOnlyList<AlertSign>? JournalFailing(AlertFacts facts) =>
        Signs.When(facts.Health.Journal.State is not (JournalState.Ok or JournalState.Stalled), () => new($"{Cause(facts.Health.Journal.Cause)} Entries are denied; exits and the stop go on."));

    public static IReadOnlyList<AlertSign>? JournalStalled(AlertFacts facts) =>
        Signs.When(facts.Health.Journal.State == JournalState.Stalled, () => new($"{Cause(facts.Health.Journal.Cause)} Entries are denied; exits and the stop go on."));

    public static IReadOnlyList<AlertSign>? RedisAway(AlertFacts facts) => Stored(facts, s => Signs.When(s.Redis?.State == RedisState.Away, () => new(
        $"{Cause(s.Redis?.Cause)} Entries are denied; exits and the stop go on, and events wait on the disk.")));

    public static IReadOnlyList<AlertSign>? RedisRefused(AlertFacts facts) => Stored(facts, s => Signs.When(s.Redis?.State == RedisState.Refused, () => new(Cause(s.Redis?.Cause))));

    public static IReadOnlyList<AlertSign>? ForwarderConflict(AlertFacts facts) => Stored(facts, s => Signs.When(s.Forwarder?.State == ForwarderState.Conflict, () => new(
        $"{Cause(s.Forwarder?.Cause)} Nothing is forwarded until a person has looked.")));

    // To stand by is no alert; to have led and not to lead any more is one.
    public static IReadOnlyList<AlertSign>? LeaseLost(AlertFacts facts) => Stored(facts, s => Signs.When(facts.HasLed && s.Lease == LeaseState.Lost, () => new(
        string.Create(CultureInfo.InvariantCulture, $"The lease is held by {(s.Holder.Length > 0 ? s.Holder : "nobody that is known")}, epoch {s.Epoch}. This instance sends no entries and no cancels."))));

    public static IReadOnlyList<AlertSign>? LeaseUnproven(AlertFacts facts) => Stored(facts, s => Signs.When(facts.HasLed && s.Lease is not (LeaseState.Held or LeaseState.Lost), () => new(
        "Nobody answers who holds the lease. No entries are sent; exits, protective stops and the emergency stop go on.")));

    public static IReadOnlyList<AlertSign>? TradeStoreFailing(AlertFacts facts) => Stored(facts, s => Signs.When(s.TradesCause is not null, () => new(
        string.Create(CultureInfo.InvariantCulture, $"{Cause(s.TradesCause)} The engine goes on from its own memory and journal, and the store catches up later."))));

    public static IReadOnlyList<AlertSign>? DeadLetters(AlertFacts facts) => Stored(facts, s => Signs.When(s.DeadLetters > 0, () => new(
        string.Create(CultureInfo.InvariantCulture, $"{s.DeadLetters} events wait for a person on the page Events."))));

    public static IReadOnlyList<AlertSign>? AuditFailing(AlertFacts facts) => Signs.When(facts.Health.Audit.SinceUtc is not null, () => new(
        string.Create(CultureInfo.InvariantCulture, $"{Cause(facts.Health.Audit.Cause)} {facts.Health.Audit.LostCount} records are in the log only. Nothing privileged but a stop is done until it takes them.")));

    public static IReadOnlyList<AlertSign>? AlertsNotSaved(AlertFacts facts) => Signs.When(facts.Alerts.NotSavedSinceUtc is not null, () => new(
        $"{Cause(facts.Alerts.Cause)} Alerts are shown and sent out all the same."));

    public static IReadOnlyList<AlertSign>? WebhookFailing(AlertFacts facts) => Signs.When(facts.MessagesGivenUp > 0 || facts.AttemptsMost >= AttemptsMany, () => new(
        string.Create(CultureInfo.InvariantCulture, $"{facts.MessagesGivenUp} messages were given up; the longest trying had {facts.AttemptsMost} attempts. {facts.AttemptCause}").TrimEnd()));

    private static IReadOnlyList<AlertSign>? Stored(AlertFacts facts, Func<StorageView, IReadOnlyList<AlertSign>> look) =>
        facts.Health.KnownStorage is { } storage ? look(storage) : Signs.NotKnown;

    private static string Cause(string? cause) => string.IsNullOrWhiteSpace(cause) ? "The cause is not known." : cause.Trim().TrimEnd('.') + ".";
}
