using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Web.Engine.Market;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// Asks the gate with what is true now. An entry that passes is reserved at once, so that the next one counts it, long before
/// the venue does.
/// </summary>
public sealed class RiskStage(RiskSources from, TimeProvider time, RiskOptions options, PolicyOptions policyOptions)
{
    /// <summary>
    /// None means allowed; an allowed entry is reserved. The leverage is looked at before the send alone: it is set in between.
    /// </summary>
    public DenialSet Check(in OrderIntent intent)
    {
        var denials = RiskGate.Check(in intent, Inputs(in intent) with { VenueLeverage = intent.Leverage });
        if (denials == DenialSet.None && intent.Purpose == OrderPurpose.Entry)
        {
            from.Reservations.Reserve(in intent, time.GetUtcNow());
        }

        return denials;
    }

    /// <summary>Immediately before the send; the entry's own reservation does not count against it.</summary>
    public DenialSet CheckAgain(in OrderIntent intent) => RiskGate.Check(in intent, Inputs(in intent));

    public IReadOnlyList<DenialReason> Explain(DenialSet denials, in OrderIntent intent) => RiskGate.Explain(denials, in intent, Inputs(in intent));

    /// <summary>The entry is over: filled (then the ledger counts it), refused, dropped or ended.</summary>
    public void Release(TradeId trade) => from.Reservations.Release(trade);

    private RiskInputs Inputs(in OrderIntent intent)
    {
        var now = time.GetUtcNow();
        if (intent.Purpose != OrderPurpose.Entry)
        {
            return new RiskInputs { NowUtc = now }; // Closes are looked at for their shape only.
        }

        var (policy, known, own) = (from.Policy.Snapshot, from.Ledger.IsKnown, intent.TradeId);
        var state = from.Symbols.Find(intent.Symbol);
        var symbolNotional = known ? NotionalOf(intent.Symbol, own) : (Usd?)null;
        var maintenance = from.Maintenance.ShareOf(intent.Symbol, symbolNotional.GetValueOrDefault() + intent.Notional);
        return new RiskInputs
        {
            NowUtc = now,
            Policy = policy,
            PolicyAgeMax = policyOptions.AgeMax,
            NoStopAsked = !from.StopIsAsked(),
            Mode = from.Mode.Allowed,
            Mark = new Freshness<Price>(state?.Mark ?? default, state?.MarkAtUtc, policy.Policy?.DataAgeMax ?? TimeSpan.Zero),
            Range = RangeOf(state, policy.Policy?.WindowCollarSpan),
            OpenPositions = known ? Positions(own) : null,
            SymbolNotional = symbolNotional,
            TotalNotional = known ? from.Ledger.TotalNotional + from.Reservations.TotalNotional(own) : null,
            MarginInUse = known ? MarginInUse(own) : null,
            Equity = new Freshness<Usd?>(from.Ledger.Equity, from.Equity.LastAtUtc, options.EquityAgeMax),
            DayOpenEquity = from.Equity.Last.DayOpenEquity,
            Drawdown = from.Equity.Last.Status,
            LastEntryAtUtc = from.Reservations.LastEntryAt(intent.Symbol, intent.Side, own),
            EntriesInLastMinute = from.Reservations.EntriesInLastMinute(now, own),
            SymbolBlocked = from.IsBlocked(intent.Symbol),
            JournalOk = from.JournalOk(),
            IsLeader = from.Leadership.MayEnter,
            Storage = from.Storage(),
            StopLoss = intent.StopLoss,
            Opposing = known ? Opposing(in intent) : null,
            Throttle = from.Throttle.Facts(intent.Symbol, intent.Side, now) with { UnderWay = from.Reservations.CountOf(intent.Symbol, intent.Side, own) },
            CapitalMax = from.CapitalMax,
            MaintenanceMargin = maintenance,
            MaintenanceHeld = symbolNotional is { } held ? MaintenanceHeld(in intent, held * maintenance) : null,
            VenueLeverage = from.Leverages.Of(intent.Symbol),
            Correlation = from.Modules.Verdict.CorrelationMax is null ? default : Correlation(in intent),
            Governor = from.Modules.Verdict,
            Seats = from.Modules.Seats,
            IntentAgeMax = options.IntentAgeMax,
        };
    }

    private static MarkRange RangeOf(SymbolState? state, TimeSpan? span)
    {
        if (state is null || span is not { } within)
        {
            return default;
        }

        var (lowest, highest) = state.Window.RangeOf(within);
        return new MarkRange(lowest, highest);
    }

    /// <summary>Trades that hold or may still get a position, and positions that no trade explains; this one's own entry aside.</summary>
    private int Positions(TradeId own)
    {
        var trades = 0;
        foreach (var trade in from.Book.Open)
        {
            trades += trade.TradeId == own || trade.IsOver ? 0 : 1;
        }

        return Math.Max(trades + from.Reservations.CountNotIn(from.Book, own), from.Ledger.OpenCount);
    }

    /// <summary>With what is held or on its way in other symbols, dust aside; whoever is not traded here has no returns.</summary>
    private CorrelationFacts Correlation(in OrderIntent intent)
    {
        if (!from.Ledger.IsKnown)
        {
            return default;
        }

        var so = from.Reservations.Correlated(CorrelationFacts.None, in intent, from.Symbols);
        foreach (var leg in from.Ledger.Legs)
        {
            if (leg.IsFlat || leg.Symbol == intent.Symbol || leg.Quantity < (from.Symbols.Find(leg.Symbol)?.Instrument.QuantityMin ?? Quantity.Zero))
            {
                continue;
            }

            so = so.And(leg.Symbol, from.Symbols.Correlation(intent.Symbol, leg.Symbol), leg.Direction.EntrySide() == intent.Side);
        }

        return so;
    }

    /// <summary>One symbol's positions and entries on their way.</summary>
    private Usd NotionalOf(Symbol symbol, TradeId except) => from.Ledger.NotionalOf(symbol) + from.Reservations.NotionalOf(symbol, except);

    /// <summary>Of all symbols, each at the share of its whole notional; null when one of those that are held is not known.</summary>
    /// <param name="intent">Not counted.</param>
    /// <param name="ofSymbol">Of what its own symbol holds already.</param>
    private Usd? MaintenanceHeld(in OrderIntent intent, Usd ofSymbol)
    {
        var sum = from.Reservations.Maintenance(ofSymbol, in intent, from.Ledger, from.Maintenance);
        foreach (var leg in from.Ledger.Legs)
        {
            if (leg.IsFlat || leg.Symbol == intent.Symbol)
            {
                continue;
            }

            if (!(from.Maintenance.ShareOf(leg.Symbol, NotionalOf(leg.Symbol, intent.TradeId)) is { Value: > 0m and < 1m } share))
            {
                return null;
            }

            sum += leg.Notional * share;
        }

        return sum;
    }

    /// <summary>A position whose leverage nobody confirmed binds its whole notional.</summary>
    private Usd MarginInUse(TradeId own)
    {
        var bound = from.Reservations.TotalMargin(own);
        foreach (var leg in from.Ledger.Legs)
        {
            bound += leg.IsFlat ? Usd.Zero : from.Leverages.Of(leg.Symbol) is { IsValid: true } leverage ? leg.Notional / leverage : leg.Notional;
        }

        return bound;
    }

    /// <summary>
    /// Entries on their way, and limit orders of trades: the book keeps no limit price, so that any order may meet one of those. Conditional orders
    /// do not rest where they could be met.
    /// </summary>
    private OwnOrders Opposing(in OrderIntent intent)
    {
        var orders = from.Reservations.Opposing(intent.Symbol, intent.Side, intent.TradeId);
        foreach (var trade in from.Book.Open)
        {
            if (trade.Symbol != intent.Symbol || trade.TradeId == intent.TradeId)
            {
                continue;
            }

            foreach (var order in trade.Orders)
            {
                orders = order.Type == OrderType.Limit && order.Side != intent.Side ? orders.With(order.Side, null) : orders;
            }
        }

        return orders;
    }
}
