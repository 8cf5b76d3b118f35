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
    ILogger<RunningReconciler> log)
{
    private Dictionary<TradeId, long> _versionsSeen = []; // bounded by the open trades
    private string? _differedBefore;
    private long? _inDoubtFrom; // the book may lack fills after this one; null: it lacks none that is known of

    /// <summary>One comparison.</summary>
    public async Task<ReconcileResult> CompareAsync()
    {
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

        if (Difference(account) is not { } difference)
        {
            _differedBefore = null;
            ledger.Settle();
            return ReconcileResult.Same;
        }

        var counted = ledger.FillsCounted;
        var failure = await CatchUpAsync();
        if (failure is null && (ledger.FillsCounted != counted || Difference(account) != difference))
        {
            return ReconcileResult.NotCompared; // Something came while the venue was asked: the next comparison tells.
        }

        if (failure is not null || difference != _differedBefore)
        {
            _differedBefore = difference; // Funding may be on its way.
            return ReconcileResult.Differs(difference);
        }

        // What came or went would be taken for profit or loss: no new risk until the venue tells its transfers.
        if (account.TransfersUnread && account.WalletBalance != ledger.Wallet)
        {
            return ReconcileResult.Differs(difference);
        }

        _differedBefore = null;
        log.LedgerCorrected(difference);
        ledger.Adopt(account, ledger.LastFillId);
        return ReconcileResult.Differed(difference);
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

    private string? Difference(AccountSnapshot account)
    {
        if (account.WalletBalance != ledger.Wallet)
        {
            return $"wallet {ledger.Wallet} against {account.WalletBalance}";
        }

        foreach (var leg in ledger.Legs)
        {
            var there = account.Positions.FirstOrDefault(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side);
            var signed = there is null ? 0m : there.Direction.Sign() * there.Quantity.Value;
            if (signed != leg.SignedQuantity)
            {
                return $"{leg.Symbol.Value} {leg.SignedQuantity} against {signed}";
            }
        }

        return account.Positions.FirstOrDefault(p => ledger.Find(p.Symbol, p.PositionSide) is null) is { } unseen
            ? $"{unseen.Symbol.Value} 0 against {unseen.Quantity}"
            : null;
    }
}
