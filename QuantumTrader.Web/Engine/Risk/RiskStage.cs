using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// Asks the gate with what is true now. An entry that passes is reserved at once, so that the next one counts it, long before
/// the venue does.
/// </summary>
public sealed class RiskStage(
    PolicyCache policy,
    ModeState mode,
    SymbolTable symbols,
    AccountLedger ledger,
    TradeBook book,
    EquityWatch equity,
    EntryReservations reservations,
    Func<Symbol, bool> isBlocked,
    Func<bool> journalOk,
    Leadership leadership,
    Func<StorageFacts> storage,
    TimeProvider time,
    RiskOptions options,
    PolicyOptions policyOptions)
{
    /// <summary>None means allowed; an allowed entry is reserved.</summary>
    public DenialSet Check(in OrderIntent intent)
    {
        var denials = CheckAgain(in intent);
        if (denials == DenialSet.None && intent.Purpose == OrderPurpose.Entry)
        {
            reservations.Reserve(in intent, time.GetUtcNow());
        }

        return denials;
    }

    /// <summary>Immediately before the send; the entry's own reservation does not count against it.</summary>
    public DenialSet CheckAgain(in OrderIntent intent) => RiskGate.Check(in intent, Inputs(in intent));

    public IReadOnlyList<DenialReason> Explain(DenialSet denials, in OrderIntent intent) => RiskGate.Explain(denials, in intent, Inputs(in intent));

    /// <summary>The entry is over: filled (then the ledger counts it), refused, dropped or ended.</summary>
    public void Release(TradeId trade) => reservations.Release(trade);

    private RiskInputs Inputs(in OrderIntent intent)
    {
        var now = time.GetUtcNow();
        if (intent.Purpose != OrderPurpose.Entry)
        {
            return new RiskInputs { NowUtc = now }; // Closes are looked at for their shape only.
        }

        var state = symbols.Find(intent.Symbol);
        var known = ledger.IsKnown;
        return new RiskInputs
        {
            NowUtc = now,
            Policy = policy.Snapshot,
            PolicyAgeMax = policyOptions.AgeMax,
            Mode = mode.Allowed,
            Mark = new Freshness<Price>(state?.Mark ?? default, state?.MarkAtUtc, policy.Snapshot.Policy?.DataAgeMax ?? TimeSpan.Zero),
            OpenPositions = known ? Positions(intent.TradeId) : null,
            SymbolNotional = known ? ledger.NotionalOf(intent.Symbol) + reservations.NotionalOf(intent.Symbol, intent.TradeId) : null,
            TotalNotional = known ? ledger.TotalNotional + reservations.TotalNotional(intent.TradeId) : null,
            Equity = new Freshness<Usd?>(ledger.Equity, equity.LastAtUtc, options.EquityAgeMax),
            DayOpenEquity = equity.Last.DayOpenEquity,
            Drawdown = equity.Last.Status,
            LastEntryAtUtc = reservations.LastEntryAt(intent.Symbol, intent.Side, intent.TradeId),
            EntriesInLastMinute = reservations.EntriesInLastMinute(now, intent.TradeId),
            SymbolBlocked = isBlocked(intent.Symbol),
            JournalOk = journalOk(),
            IsLeader = leadership.MayEnter,
            Storage = storage(),
            StopLoss = intent.StopLoss,
            IntentAgeMax = options.IntentAgeMax,
        };
    }

    /// <summary>Trades that hold or may still get a position, and positions that no trade explains; this one's own entry aside.</summary>
    private int Positions(TradeId own)
    {
        var trades = 0;
        foreach (var trade in book.Open)
        {
            trades += trade.TradeId == own || trade.IsOver ? 0 : 1;
        }

        return Math.Max(trades + reservations.CountNotIn(book, own), ledger.OpenCount);
    }
}
