using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>What of the storage everybody must see on whatever page: dangers first, then standing warnings.</summary>
public static class Notices
{
    /// <summary>Bounds what stands there; the server's settings and our flags give about six.</summary>
    private const int WarningsMax = 10;

    private const int NamedMax = 3;
    private static readonly TimeSpan MissingShownFor = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<Notice> Of(EngineView? view, DateTimeOffset nowUtc)
    {
        if (view is null)
        {
            return [];
        }

        var notices = new List<Notice>();
        if (view.LatchNotSavedSinceUtc is { } since)
        {
            notices.Add(new(Tone.Danger, $"The STOP is NOT SAVED for {Times.Age(nowUtc - since)}: neither latch file nor policy takes it. It holds as long as this process lives; do not restart before the disk is free."));
        }

        if (JournalItem.Trouble(view, nowUtc) is { } trouble)
        {
            notices.Add(new(Tone.Danger, $"Journal {trouble}. No new trades; exits and STOP go on."));
        }

        AddMissing(notices, view, nowUtc);
        if (view.Storage is { } storage)
        {
            AddStore(notices, storage, nowUtc);
            AddRole(notices, storage);
            notices.AddRange(Warnings(storage).Take(WarningsMax).Select(warning => new Notice(Tone.Caution, warning)));
        }

        return notices;
    }

    /// <summary>Trades that ended because the venue did not hold them: for a while, so that somebody looks why.</summary>
    private static void AddMissing(List<Notice> notices, EngineView view, DateTimeOffset nowUtc)
    {
        var missing = view.ClosedTrades.Where(t => t.ExitReason == ExitReasons.NotAtVenue && nowUtc - t.ClosedAtUtc <= MissingShownFor).ToArray();
        if (missing.Length > 0)
        {
            var named = string.Join(", ", missing.Take(NamedMax).Select(t => $"{t.TradeId} {t.Symbol}"));
            notices.Add(new(Tone.Caution, $"{missing.Length} {(missing.Length == 1 ? "trade was" : "trades were")} not at the venue and ended without a known result: {named}{(missing.Length > NamedMax ? " and more" : "")}."));
        }
    }

    private static IEnumerable<string> Warnings(StorageView storage) =>
        storage.Warnings.Concat(storage.Redis?.Warnings ?? []).Distinct(StringComparer.Ordinal);

    private static void AddStore(List<Notice> notices, StorageView storage, DateTimeOffset nowUtc)
    {
        if (storage.Redis is { State: RedisState.Away or RedisState.Refused } redis)
        {
            var word = redis.State == RedisState.Away ? "AWAY" : "REFUSED";
            notices.Add(new(Tone.Danger, $"Redis {word} for {Times.Age(nowUtc - redis.SinceUtc)}: {redis.Cause ?? "cause unknown"} No new trades; exits, protective stops and STOP go on."));
        }

        if (storage.Forwarder is { State: ForwarderState.Conflict } forwarder)
        {
            notices.Add(new(Tone.Danger, $"Forwarding stands still: {forwarder.Cause ?? "the shared store holds something else under one of our ids."}"));
        }
    }

    private static void AddRole(List<Notice> notices, StorageView storage)
    {
        if (storage is { Role: EngineRole.Leader, Lease: LeaseState.Held })
        {
            return;
        }

        notices.Add(storage.Lease switch
        {
            LeaseState.Lost => new(Tone.Caution, $"STANDBY: {(string.IsNullOrWhiteSpace(storage.Holder) ? "another instance" : storage.Holder)} trades this account. This instance opens and cancels nothing."),
            LeaseState.Held when storage.Role == EngineRole.Standby => new(Tone.Caution, "TAKING OVER: this instance holds the lease and opens nothing until nobody else can act any more and the venue was read."),
            _ => new(Tone.Danger, "STANDBY: the lease is not proved. No entries and no cancels; exits of own trades, protective stops and STOP go on."),
        });
    }
}
