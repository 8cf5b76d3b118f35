using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Storage;

namespace QuantumTrader.Web.Hosting.Health;

/// <summary>The parts of the report that say where the state is kept. What nobody reported is unknown, never good.</summary>
internal static class StorageHealth
{
    private const string Unknown = "unknown";
    private const string NotUsed = "not_used";

    public static JournalPart JournalOf(HealthFacts facts)
    {
        var journal = facts.Journal;
        var waiting = facts.NowUtc - journal.WaitingSinceUtc;
        var state = journal.State switch
        {
            JournalState.Ok => "ok",
            JournalState.Stalled => "stalled",
            _ => "failing",
        };
        return new(state, journal.LastSequence, journal.LastSequence - journal.LastDurableSequence, waiting?.TotalSeconds, facts.KnownStorage?.QuarantinedLines, journal.Cause);
    }

    public static RedisPart RedisOf(HealthFacts facts)
    {
        if (facts.KnownStorage?.Redis is not { } health)
        {
            return new(WithoutReport(facts), null, null, null);
        }

        var state = health.State switch
        {
            RedisState.Ready => "ready",
            RedisState.Away => "away",
            RedisState.Refused => "refused",
            _ => Unknown,
        };
        return new(state, (facts.NowUtc - health.SinceUtc).TotalSeconds, health.Latency?.TotalMilliseconds, health.Cause);
    }

    public static ForwarderPart ForwarderOf(HealthFacts facts)
    {
        if (facts.KnownStorage?.Forwarder is not { } health)
        {
            return new(WithoutReport(facts), null, null, null, null);
        }

        var state = health.State switch
        {
            ForwarderState.Forwarding => "forwarding",
            ForwarderState.Waiting => "waiting",
            ForwarderState.Conflict => "conflict",
            _ => Unknown,
        };
        double? rate = double.IsFinite(health.DrainPerSecond) ? health.DrainPerSecond : null;
        return new(state, health.Backlog, (facts.NowUtc - health.OldestWaitingAtUtc)?.TotalSeconds, rate, health.Cause);
    }

    public static LeasePart LeaseOf(StorageView? storage)
    {
        if (storage is null)
        {
            return new(Unknown, Unknown, null, null, null);
        }

        var state = storage.Lease switch
        {
            LeaseState.Held => "held",
            LeaseState.Lost => "lost",
            LeaseState.Unproven => "unproven",
            _ => Unknown,
        };
        return new(state, storage.Role == EngineRole.Leader ? "leader" : "standby", storage.LeaseLeft?.TotalSeconds, storage.Epoch, storage.Holder);
    }

    public static TradeStorePart TradesOf(StorageView? storage) => storage is null
        ? new(Unknown, null, null)
        : new(storage.TradesCause is null ? "ok" : "failing", storage.TradesBehind, storage.TradesCause);

    /// <summary>Embedded has neither; a shared store that nobody has reported on is unknown.</summary>
    private static string WithoutReport(HealthFacts facts) => facts.KnownStorage is { } storage && StorageItems.IsEmbedded(storage) ? NotUsed : Unknown;
}
