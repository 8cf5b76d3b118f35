using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Before the first order after a start: takes the venue's word for the account, tells the journal the fills that it missed,
/// and asks what became of every order that was on its way. It repeats until the venue answers; nothing trades meanwhile.
/// </summary>
public sealed class StartReconciler(
    IExchangeReader reader,
    AccountLedger ledger,
    TradeBook book,
    MissedFills missed,
    OrderSettlement settlement,
    IEventBus bus,
    Action<DomainEvent> tell,
    TimeProvider time,
    IIdSource ids,
    ILogger<StartReconciler> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan JournalLook = TimeSpan.FromMilliseconds(50);
    private const int JournalLooksMax = 20;
    private const decimal RiseMax = 0.1m;
    private DateTimeOffset _sinceUtc;
    private long _caughtUpTo;
    private bool _mayInfer; // a venue that fails to tell its fills is not taken to have none
    private AccountSnapshot? _unknownBefore; // adopted by a ledger that knew nothing

    /// <summary>The highest equity that counts so far; null: none does yet.</summary>
    public Func<Usd?> HeightKnown { private get; init; } = () => null;

    /// <summary>An emergency's run is on its way to flat: what rests and what is held changes while it is looked at, so that nothing follows from it.</summary>
    public Func<bool> IsMoving { private get; init; } = () => false;

    /// <summary>False when <paramref name="goesOn"/> said no before everything was agreed.</summary>
    public async Task<bool> RunUntilAgreedAsync(Func<bool> goesOn)
    {
        (_sinceUtc, _caughtUpTo, _unknownBefore, _mayInfer) = (time.GetUtcNow(), 0, null, true);
        while (await TryAsync() is { } failure)
        {
            log.ReconcileFailed(failure);
            await Task.Delay(Retry, time);
            if (!goesOn())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when everything is agreed; else what failed.</summary>
    private async Task<string?> TryAsync()
    {
        var counted = ledger.FillsCounted;
        var asked = _mayInfer && !IsMoving() ? await UnsettledAsync() : null;
        var inDoubt = asked is { } first && await TryAdoptAsync(first.Account, first.Symbols, counted) ? first.Symbols : null; // null: every symbol
        if (inDoubt is null && await AdoptAsync() is { } failure)
        {
            return failure;
        }

        // Over, but with orders at the venue: a stop that outlives its trade would hit the next one.
        var unsettled = book.Open.Concat(book.Recent.Where(t => t.Orders.Count > 0)).Where(t => inDoubt?.Contains(t.Symbol) ?? true).ToArray();
        foreach (var trade in unsettled)
        {
            if (await SettleAsync(trade) is { } unsaid)
            {
                return unsaid;
            }
        }

        await TellUnknownAsync();
        return null;
    }

    /// <summary>
    /// A ledger that knew nothing has no before; what the open trades hold is what was believed, once the fills that were missed are in them.
    /// A disk that hangs is not waited for: what it keeps back then is told as differing, which it is.
    /// </summary>
    private async Task TellUnknownAsync()
    {
        for (var looks = 0; looks < JournalLooksMax && missed.OnTheirWay > 0; looks++)
        {
            await Task.Delay(JournalLook, time);
        }

        if (_unknownBefore is { } account)
        {
            Tell(account, null, LedgerComparison.LegsOf(BookAtVenue.Believed(book), account));
            _unknownBefore = null;
        }
    }

    private void Tell(AccountSnapshot account, Usd? before, IReadOnlyList<LegDrift> legs)
    {
        if (legs.Count == 0 && (before is null || before == account.WalletBalance))
        {
            return;
        }

        var wallet = account.WalletBalance - (before ?? account.WalletBalance);
        tell(new LedgerCorrected(ids.Next(), time.GetUtcNow())
        {
            Cause = LedgerCorrectionCause.Start,
            ReadAtUtc = account.AtUtc,
            WalletBefore = before,
            WalletAfter = account.WalletBalance,
            Legs = legs,
            Score = LedgerComparison.ScoreOf(wallet, legs, account, leg => ledger.Find(leg.Symbol, leg.Side)?.MarkPrice),
        });
    }

    /// <summary>Null when the venue could not be read, or does not tell its transfers: then everything is asked for.</summary>
    private async Task<(AccountSnapshot Account, HashSet<Symbol> Symbols)?> UnsettledAsync()
    {
        var account = await reader.GetAccountAsync(CancellationToken.None);
        if (account is not { IsOk: true, Value.TransfersUnread: false })
        {
            return null;
        }

        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        return regular.IsOk && conditional.IsOk ? (account.Value, BookAtVenue.Unsettled(book, account.Value, regular.Value.Concat(conditional.Value))) : null;
    }

    /// <summary>
    /// Where the book can lack nothing, no fill is asked for, and the account is adopted as it was read. Else the symbols are caught up on, and the
    /// account is adopted if it is the same before and after it: then no fill came meanwhile. False: it moved, or something failed, and the
    /// long way is gone.
    /// </summary>
    private async Task<bool> TryAdoptAsync(AccountSnapshot account, HashSet<Symbol> symbols, long counted)
    {
        var last = Math.Max(_caughtUpTo, FirstFillInDoubt());
        if (symbols.Count > 0)
        {
            var caughtUp = await missed.CatchUpAsync(last, symbols);
            (last, counted, _mayInfer) = (caughtUp.LastFillId, ledger.FillsCounted, caughtUp.Failure is null);
            var before = account;
            if (!_mayInfer
                || await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: { TransfersUnread: false } now }
                || !IsSame(before, account = now))
            {
                return false;
            }
        }

        if (await DoubtAsync(account) is not null || ledger.FillsCounted != counted)
        {
            return false; // what the stream told meanwhile is in the ledger, and may not be in the reading
        }

        Adopt(account, book.Open.Concat(book.Recent).Select(t => t.LastFillId).Append(last).Max());
        return true;
    }

    private static bool IsSame(AccountSnapshot a, AccountSnapshot b) =>
        a.WalletBalance == b.WalletBalance
        && LedgerComparison.LegsOf(a.Positions.Select(p => (p.Symbol, p.PositionSide, p.Direction.Sign() * p.Quantity.Value)), b).Count == 0;

    /// <summary>An account is adopted only when no fill is newer than its reading, or that fill would count twice.</summary>
    private async Task<string?> AdoptAsync()
    {
        // Not from where the ledger is: it counts fills also while another process leads, and then the book does not.
        var caughtUp = await missed.CatchUpAsync(Math.Max(_caughtUpTo, FirstFillInDoubt()));
        while (caughtUp.Failure is null)
        {
            _caughtUpTo = caughtUp.LastFillId;
            var account = await reader.GetAccountAsync(CancellationToken.None);
            if (!account.IsOk)
            {
                return account.Failure;
            }

            if (account.Value.TransfersUnread)
            {
                return "The venue does not tell its transfers: what came and went while nobody looked would be taken for profit or loss.";
            }

            caughtUp = await missed.CatchUpAsync(caughtUp.LastFillId);
            if (caughtUp is { Failure: null, Count: 0 })
            {
                if (await DoubtAsync(account.Value) is { } doubt)
                {
                    return doubt;
                }

                Adopt(account.Value, caughtUp.LastFillId);
                return null;
            }
        }

        return caughtUp.Failure;
    }

    private void Adopt(AccountSnapshot account, long lastFillId)
    {
        if (!ledger.IsKnown)
        {
            _unknownBefore = account;
        }
        else if (LedgerComparison.Of(ledger, account, time.GetUtcNow(), null) is { IsNone: false } drift)
        {
            Tell(account, ledger.Wallet, drift.Legs);
        }

        ledger.Adopt(account, lastFillId);
    }

    /// <summary>
    /// An equity far above every one before is asked for a second time: one false reading would become the peak, also the highest ever,
    /// which no reset lowers, and the truth after it would look like a fall. A lower one is taken at its word.
    /// </summary>
    private async Task<string?> DoubtAsync(AccountSnapshot first)
    {
        if (HeightKnown() is { } height && first.Equity.Value <= height.Value * (1m + RiseMax))
        {
            return null;
        }

        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var second })
        {
            return "The account could not be read a second time, and its equity is above every one that is known.";
        }

        // Marks move between two readings, the wallet does not.
        var apart = Math.Abs(second.Equity.Value - first.Equity.Value);
        return second.WalletBalance == first.WalletBalance && apart <= Math.Max(Math.Abs(second.Equity.Value), Math.Abs(second.WalletBalance.Value)) * RiseMax
            ? null
            : $"The venue told a wallet of {first.WalletBalance} and an equity of {first.Equity}, and right after it {second.WalletBalance} and {second.Equity}. Neither is believed before two readings agree.";
    }

    /// <summary>
    /// The last fill of the trades that were over before the oldest open one was planned: while the disk failed, any fill after
    /// it may have been lost though a later one was saved, an open trade's first one too. What the book has already changes nothing.
    /// </summary>
    private long FirstFillInDoubt()
    {
        var since = book.Open.Select(t => t.PlannedAtUtc).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return book.Recent.Where(t => t.ClosedAtUtc < since).Select(t => t.LastFillId).DefaultIfEmpty(0).Max();
    }

    /// <summary>Asks for each of a trade's orders; what the venue has ended is told to the journal.</summary>
    private async Task<string?> SettleAsync(TradeState trade)
    {
        if (await settlement.SettleAsync(trade, _sinceUtc) is { } unsaid)
        {
            return unsaid;
        }

        // Planned and never sent: the process died in between, and an entry is never sent late.
        if (trade.Phase == TradePhase.Planned)
        {
            await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.Entry, 0),
                Purpose = OrderPurpose.Entry,
                Reason = "DROPPED",
            });
        }

        return null;
    }
}
