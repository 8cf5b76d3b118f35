using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Tells every safety event in the log, once however often the engine is started (after a crash those of the last second again),
/// and keeps the newest for the screen. Safe for any number of threads.
/// </summary>
public sealed class SafetyNotices : IDisposable
{
    public const string Name = "safety-notices";
    public const int KeptMax = 100;

    /// <summary>How far back the screen's list is filled at the start, in events.</summary>
    public const int LookBack = 20_000;

    private readonly Lock _gate = new();
    private readonly IJournalLines _journal;
    private readonly ILogger _log;
    private readonly long _toldUpTo; // at the start
    private readonly Queue<SafetyNotice> _kept = new(); // bounded by KeptMax, the oldest leaves

    /// <param name="journal">Where the events are.</param>
    /// <param name="consumers">Where the place is kept.</param>
    /// <param name="disk">For the dead letters.</param>
    /// <param name="journalDirectory">For the dead letters.</param>
    /// <param name="time">Times the pauses.</param>
    /// <param name="logs">Where the events are told.</param>
    public SafetyNotices(IJournalLines journal, IJournalConsumers consumers, IDisk disk, string journalDirectory, TimeProvider time, ILoggerFactory? logs = null)
    {
        var factory = logs ?? NullLoggerFactory.Instance;
        (_journal, _log) = (journal, factory.CreateLogger<SafetyNotices>());
        var dead = new DeadLetterFile(disk, journalDirectory, Name, factory.CreateLogger<DeadLetterFile>());
        var settings = new SubscriberSettings { Wants = static kind => kind.IsSafety };
        Subscriber = new JournalSubscriber(Name, TellAsync, journal, consumers, dead, time, factory.CreateLogger<JournalSubscriber>(), settings);
        _toldUpTo = Subscriber.Position;
    }

    public JournalSubscriber Subscriber { get; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SafetyNotice> Newest
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept.Reverse()];
            }
        }
    }

    /// <summary>Until it is stopped or the journal is closed; not for the engine's loop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Restore();
        await Subscriber.RunAsync(stopping);
    }

    public void Dispose() => Subscriber.Dispose();

    private Task TellAsync(JournaledEvent journaled, CancellationToken stopping)
    {
        var notice = NoticeOf(journaled);
        _log.SafetyEvent(notice.Type, notice.AtUtc, notice.Sequence, notice.Text);
        Keep(notice);
        return Task.CompletedTask;
    }

    /// <summary>Those that an earlier process told: shown, and not told again.</summary>
    private void Restore()
    {
        try
        {
            using var cursor = _journal.OpenAfter(Math.Max(0, _toldUpTo - LookBack));
            while (cursor.Read(1024) is { Count: > 0 } batch)
            {
                foreach (var line in batch)
                {
                    if (line.Sequence > _toldUpTo)
                    {
                        return;
                    }

                    if (EventLine.ReadHead(line.Bytes.Span, isSound: true, out var head, out _) == LineVerdict.Ok && head.Type!.Kind.IsSafety
                        && EventLine.ReadEvent(head, out var journaled, out _) == LineVerdict.Ok)
                    {
                        Keep(NoticeOf(journaled));
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.SafetyNoticesNotRestored(e.Message);
        }
    }

    private void Keep(SafetyNotice notice)
    {
        lock (_gate)
        {
            if (_kept.Count == KeptMax)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(notice);
        }
    }

    private static SafetyNotice NoticeOf(JournaledEvent journaled)
    {
        var e = journaled.Event;
        return new(journaled.Sequence, e.EventId, EventCatalogue.Of(e).Name, e.AtUtc, TextOf(e).ReplaceLineEndings(" "));
    }

    private static string TextOf(DomainEvent e) => e switch
    {
        EmergencyStopped s => $"emergency {s.EmergencyId}, by {s.ActivatedBy} ({s.Trigger}): {s.Reason}{(s.RecordedLateAtUtc is null ? "" : " (recorded late)")}",
        EmergencyRunAdvanced a => string.Create(
            CultureInfo.InvariantCulture, $"emergency {a.EmergencyId} is {a.State}: {a.OrdersCanceled} orders cancelled, {a.ClosesSent} closes sent, {LeftCount.Text(a.PositionsLeft)} positions left. {a.Detail}"),
        EmergencyCertified c => string.Create(
            CultureInfo.InvariantCulture, $"{c.Run} of emergency {c.EmergencyId} has its certificate: {c.Outcome}, {c.Receipts} receipts, SHA-256 {c.Sha256}"),
        EmergencyAnnulled a => $"the stop {a.Run} of emergency {a.EmergencyId} was called a false trip by {a.AnnulledBy}: {a.Evidence}",
        ReEntryMoved m => string.Create(
            CultureInfo.InvariantCulture, $"trading comes back after emergency {m.EmergencyId}: {m.Stage}, {m.SizeShare.Percent:0} % of each size. {m.Cause}"),
        EmergencyReset r => $"emergency {r.EmergencyId} was reset by {r.ResetBy}: {r.Reason}",
        CircuitBreakerTriggered b => string.Create(
            CultureInfo.InvariantCulture, $"{b.Reason}; equity {b.Equity.Value} USD, peak {b.Peak.Value} USD, limit {b.Limit.Value:P1}{(b.IsGap ? "; the first reading was a gap beyond it" : "")}"),
        CircuitBreakerEnded b => string.Create(
            CultureInfo.InvariantCulture, $"the stop of emergency {b.EmergencyId} {(b.Succeeded ? "succeeded" : "has NOT succeeded yet")}: {b.RunState} after {b.Took.TotalSeconds:0.0} s, {b.Drawdown?.Value:P1} below the peak"),
        DrawdownWarned w => string.Create(
            CultureInfo.InvariantCulture, $"{w.Tier}: equity {w.Equity.Value} USD is {w.Drawdown?.Value:P1} below its peak (limit {w.Limit.Value:P1}), {w.AllTimeDrawdown?.Value:P1} below its highest ever (limit {w.AllTimeLimit.Value:P1})"),
        TriggerActed t => string.Create(
            CultureInfo.InvariantCulture, $"{t.Code}: {t.Action} {(t.Began ? "begins" : "ends")}{(t.UntilUtc is { } until ? $", until {until:u}" : "")}. {t.Reason}"),
        PositionTaken t => $"{t.Reason}: the venue took {t.Symbol} away ({(t.TradeId is { } trade ? $"trade {trade}" : "no trade of ours")}), order {t.VenueOrder}, at {t.Price}",
        LiquidationNear n => string.Create(
            CultureInfo.InvariantCulture, $"{n.Direction} {n.Symbol}: liquidation is {(n.Distance is { } distance ? $"{distance.Percent:0.##} % away" : "not known how far away")} (at least {n.DistanceMin.Percent:0.##} %); {(n.IsReduced ? "it is reduced" : "nothing is done about it here")}"),
        EntriesSwitchedOff { Executions: 0 } o => $"{o.Side} entries of {o.Symbol} are off: the venue took a position away",
        EntriesSwitchedOff o => string.Create(CultureInfo.InvariantCulture, $"{o.Side} entries of {o.Symbol} are off: {o.Executions} were executed within {o.Window.TotalSeconds} s"),
        EntriesSwitchedOn o => $"{o.Side} entries of {o.Symbol} were switched on by {o.By}: {o.Reason}",
        PolicyUpdated p => string.Create(
            CultureInfo.InvariantCulture, $"version {p.Version} by {p.UpdatedBy}: {p.PreviousMode} to {p.NewMode}{(p.EmergencyMode ? ", emergency" : "")}"),
        TradeNotAtVenue n => $"trade {n.TradeId}, {n.Direction} {n.Quantity} {n.Symbol}, is over: the venue holds nothing of it and tells no fill. Its result is not known",
        LedgerCorrected c => CorrectionText(c),
        StrangerFound { Kind: StrangerKind.Position } s => $"{s.Quantity} {s.Symbol} are held ({s.Side}, leg {s.PositionSide}) that no order of ours explains: {(s.AdoptedAs is { } trade ? $"adopted as trade {trade}" : "left alone, and the symbol takes no entry meanwhile")}",
        StrangerFound s => $"an order that is not ours rests at the venue and is left alone: {s.ClientOrderId}, {s.Side} {s.Quantity} {s.Symbol}",
        AuditAnchored a => string.Create(CultureInfo.InvariantCulture, $"the audit trail's record {a.Seq} has the hash {a.Hash}"),
        _ => e.ToString(),
    };

    private static string CorrectionText(LedgerCorrected c)
    {
        const int LegsMax = 5;
        var legs = c.Legs.Take(LegsMax).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Symbol} {l.Ours} to {l.Theirs}"));
        var more = c.Legs.Count > LegsMax ? string.Create(CultureInfo.InvariantCulture, $" and {c.Legs.Count - LegsMax} legs more") : "";
        var wallet = c.WalletBefore is { } before && before != c.WalletAfter ? [string.Create(CultureInfo.InvariantCulture, $"wallet {before.Value} to {c.WalletAfter.Value} USD")] : Array.Empty<string>();
        return string.Create(
            CultureInfo.InvariantCulture, $"{(c.Cause == LedgerCorrectionCause.Start ? "at the start" : "while running")} the ledger took the venue's word: {string.Join(", ", wallet.Concat(legs))}{more}; {(c.Score is { } score ? $"{score.Value:P2} of the equity" : "its share of the equity is not known")}");
    }
}
