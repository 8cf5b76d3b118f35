using System.Globalization;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// While the engine runs: compares the ledger with the venue and catches up on what its stream did not tell. Once it has seen
/// the same difference twice, and no fill since the last agreement explains it, the ledger takes the venue's word.
/// </summary>
public sealed class RunningReconciler(
    IExchangeReader reader,
    AccountLedger ledger,
    TradeBook book,
    MissedFills missed,
    OrderSettlement settlement,
    Action<DomainEvent> tell,
    TimeProvider time,
    IIdSource ids,
    ILogger<RunningReconciler> log)
{
    private const int LegsToldMax = 5; // in words; the drift and the event hold them all
    private Dictionary<TradeId, long> _versionsSeen = []; // bounded by the open trades
    private string? _differedBefore;
    private long? _inDoubtFrom; // the book may lack fills after this one; null: it lacks none that is known of

    /// <summary>What the last comparison that could be made found, before anything was corrected; null before the first.</summary>
    public AccountDrift? Drift { get; private set; }

    /// <summary>The reading with which the ledger was found equal last; null when the last comparison found something else.</summary>
    public AccountSnapshot? Agreed { get; private set; }

    /// <summary>One comparison.</summary>
    public async Task<ReconcileResult> CompareAsync()
    {
        Agreed = null;
        if (!ledger.IsKnown)
        {
            return ReconcileResult.NotCompared;
        }

        await SettleSilentAsync();
        if (_inDoubtFrom is not null)
        {
            await CatchUpAsync();
        }

        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account })
        {
            return ReconcileResult.NotCompared; // Unreadable is not different.
        }

        var (drift, wallet) = (DriftOf(account), ledger.Wallet);
        if (drift.IsNone)
        {
            (_differedBefore, Drift, Agreed) = (null, drift, account);
            ledger.Settle();
            return ReconcileResult.Same;
        }

        var counted = ledger.FillsCounted;
        var failure = await CatchUpAsync();
        if (failure is null && (ledger.FillsCounted != counted || Words(DriftOf(account), account) != Words(drift, account)))
        {
            return ReconcileResult.NotCompared; // Something came while the venue was asked: the next comparison tells.
        }

        Drift = drift;
        var (difference, words) = (Words(drift, account), Words(drift, account, LegsToldMax));
        if (failure is not null || difference != _differedBefore)
        {
            _differedBefore = difference; // Funding may be on its way.
            return ReconcileResult.Differs(words);
        }

        // What came or went would be taken for profit or loss: no new risk until the venue tells its transfers.
        if (account.TransfersUnread && account.WalletBalance != ledger.Wallet)
        {
            return ReconcileResult.Differs(words);
        }

        _differedBefore = null;
        log.LedgerCorrected(words);
        ledger.Adopt(account, ledger.LastFillId);
        tell(new LedgerCorrected(ids.Next(), time.GetUtcNow())
        {
            Cause = LedgerCorrectionCause.Running,
            ReadAtUtc = account.AtUtc,
            WalletBefore = wallet,
            WalletAfter = account.WalletBalance,
            Legs = drift.Legs,
            Score = drift.Score,
        });
        return ReconcileResult.Differed(words);
    }

    /// <summary>
    /// Not from the last fill on: the stream may have left out an older one. What it opened no trade would know of, and nothing would
    /// protect, once the ledger has taken the venue's word. Asked again until the venue has told them all. Null, or what failed.
    /// </summary>
    private async Task<string?> CatchUpAsync()
    {
        var from = _inDoubtFrom ??= ledger.SettledTo;
        var caughtUp = await missed.CatchUpAsync(from);
        _inDoubtFrom = caughtUp.Failure is null ? null : from;
        return caughtUp.Failure;
    }

    /// <summary>Orders that ought to be over soon and of which nothing was heard since the last comparison.</summary>
    private async Task SettleSilentAsync()
    {
        var seen = new Dictionary<TradeId, long>();
        foreach (var trade in book.Open.Where(t => t.EntryIsWorking || t.ExitIsWorking).ToArray())
        {
            seen[trade.TradeId] = trade.Version;
            if (_versionsSeen.TryGetValue(trade.TradeId, out var before) && before == trade.Version)
            {
                await SettleAsync(trade);
            }
        }

        _versionsSeen = seen;
    }

    /// <summary>Orders of unknown outcome have a resolver of their own, and what was not sent yet will be.</summary>
    private async Task SettleAsync(TradeState trade)
    {
        foreach (var order in trade.Orders.Where(o => o.Stage == TradeOrderStage.Working))
        {
            await settlement.SettleWorkingAsync(trade, order, missed.CatchUpAsync);
        }
    }

    /// <summary>A difference lasts until a comparison finds none, also after it was corrected.</summary>
    private AccountDrift DriftOf(AccountSnapshot account) => LedgerComparison.Of(ledger, account, time.GetUtcNow(), Drift?.SinceUtc);

    /// <summary>Everything that differs, or as many legs as may be told.</summary>
    private string Words(AccountDrift drift, AccountSnapshot account, int legsMax = int.MaxValue)
    {
        var words = drift.Legs.Take(legsMax).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Symbol.Value}{(l.Side == PositionSide.Both ? "" : $" {l.Side}")} {l.Ours} against {l.Theirs}"));
        var more = drift.Legs.Count > legsMax ? [string.Create(CultureInfo.InvariantCulture, $"{drift.Legs.Count - legsMax} more")] : Array.Empty<string>();
        return string.Join(", ", (drift.Wallet == Usd.Zero ? words : words.Prepend($"wallet {ledger.Wallet} against {account.WalletBalance}")).Concat(more));
    }
}
