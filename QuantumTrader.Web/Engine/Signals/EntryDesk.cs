using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Risk;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Signals;

/// <summary>From a signal to an order: size, plan, gate, send. Each step is an event with the signal's id as correlation.</summary>
public sealed class EntryDesk(EngineParts parts, OrderExecutor executor, Leadership leadership, PolicyCache policy, AccountLedger ledger, ModuleDesk modules, EngineTasks tasks)
{
    private static readonly Fraction RoomUsed = new(0.99m);

    // Without a policy the gate denies; the default's limits only let the refused plan be shown.
    private static readonly TradingPolicy Fallback = DefaultPolicy.Create(DateTimeOffset.UnixEpoch);

    /// <summary>Decides at once; only sending goes on asynchronously.</summary>
    public void Begin(SymbolState state, in Signal signal, Direction direction)
    {
        var now = parts.Time.GetUtcNow();
        var signalled = new SignalGenerated(parts.Ids.Next(), now)
        {
            Symbol = state.Symbol,
            Action = signal.Action,
            Confidence = signal.Confidence,
            ModelId = signal.ModelId,
            ModelVersion = signal.ModelVersion,
            Provenance = signal.Provenance,
            BarCloseUtc = signal.BarCloseUtc,
            Price = state.Mark,
        };
        Publish(signalled);
        var sizing = Size(state, in signal);
        Publish(SizedEvent(state, sizing, signalled.EventId, now));
        var planned = Plan(state, in signal, direction, in sizing, signalled.EventId, now);
        Publish(planned);
        var intent = EntryFor(planned, now);
        tasks.Run("enter a trade", () => SendAsync(intent, signalled.EventId));
    }

    /// <summary>Credits the outcome to the cell of the table that the trade was sized by.</summary>
    public void Learn(TradeState trade)
    {
        if (trade.EntryPrice is not { } entry || !(trade.QuantityEntered.IsPositive) || trade.OpenedAtUtc is not { } opened)
        {
            return;
        }

        parts.Sizer.Learn(new SizingOutcome
        {
            StateKey = trade.SizingState,
            ActionKey = trade.SizingAction,
            Pnl = trade.NetPnl.ShareOf(entry * trade.QuantityEntered) ?? Fraction.Zero,
            Held = (trade.ClosedAtUtc ?? opened) - opened,
            DrawdownMax = trade.NetPnl < Usd.Zero ? trade.NetPnl.ShareOf(entry * trade.QuantityEntered) ?? Fraction.Zero : Fraction.Zero,
        });
    }

    private async Task SendAsync(OrderIntent intent, Guid correlationId) => await executor.SubmitAsync(intent, "", correlationId);

    private SizingDecision Size(SymbolState state, in Signal signal)
    {
        var equity = Usd.Min(ledger.Equity ?? Usd.Zero, parts.Settings.CapitalMax);
        var volatility = state.Volatility.Current;
        var document = policy.Snapshot.Policy;
        var verdict = modules.Verdict;
        var limits = Lowered((document ?? Fallback).Limits, verdict);
        var sizing = parts.Sizer.Decide(new SizingInputs
        {
            Symbol = state.Symbol,
            Confidence = signal.Confidence,
            AtrOverPrice = volatility.AtrOverPrice,
            IsHighVol = volatility.IsHighVol,
            Adx = state.Features.Current.Adx14,
            Exposure = document is null ? Fraction.One : ledger.TotalNotional.ShareOf(equity * document.TotalExposureMax) ?? Fraction.One,
            Equity = equity,
            Limits = limits,
            Price = state.Mark,
        });
        sizing = Levered(sizing, limits);
        // What the modules do not allow, the gate denies in their name.
        return verdict.AllowsNewTrades ? Lowered(sizing, verdict, Room(state.Symbol, equity, (document ?? Fallback).ConcentrationMax, verdict)) : sizing;
    }

    /// <summary>The leverage goes first, because the sizer's own caps depend on it.</summary>
    private static RiskModeLimits Lowered(RiskModeLimits limits, in GovernorVerdict verdict) =>
        verdict.Lower(limits.LeverageMax) is var leverage && leverage < limits.LeverageMax ? limits with { LeverageMax = leverage } : limits;

    /// <summary>Not below what the mode is for; a cautious fallback keeps its own, and nothing is raised above what everybody allows.</summary>
    private static SizingDecision Levered(in SizingDecision sizing, RiskModeLimits limits) =>
        sizing.IsFallback || sizing.Leverage >= limits.LeverageMin ? sizing : sizing with { Leverage = Leverage.Min(limits.LeverageMin, limits.LeverageMax) };

    /// <summary>What one symbol may still take of the equity; a hundredth is left, because equity moves before the send. Not positive: the gate says so.</summary>
    private Usd Room(Symbol symbol, Usd equity, Fraction concentrationMax, in GovernorVerdict verdict) =>
        (equity * verdict.LowerConcentration(concentrationMax) * RoomUsed) - ledger.NotionalOf(symbol);

    private static SizingDecision Lowered(in SizingDecision sizing, in GovernorVerdict verdict, Usd room)
    {
        var fitting = room > Usd.Zero ? Usd.Min(sizing.Notional, room) : sizing.Notional;
        var notional = SafetyGovernor.Apply(verdict, OrderPurpose.Entry, fitting);
        return notional < sizing.Notional ? sizing with { Notional = notional, WasCapped = true } : sizing;
    }

    private SizingDecided SizedEvent(SymbolState state, SizingDecision sizing, Guid correlationId, DateTimeOffset now) => new(parts.Ids.Next(), now)
    {
        Symbol = state.Symbol,
        Notional = sizing.Notional,
        Leverage = sizing.Leverage,
        SizeMultiplier = sizing.SizeMultiplier,
        ExitPlan = sizing.ExitPlan.Name,
        State = sizing.StateKey,
        Action = sizing.ActionKey,
        Reason = SizingReasonNames.NameOf(sizing.Reason),
        Volatility = state.Volatility.Current.Bucket.ToString().ToUpperInvariant(),
        IsHighVol = state.Volatility.Current.IsHighVol,
        IsFallback = sizing.IsFallback,
        WasCapped = sizing.WasCapped,
        CorrelationId = correlationId,
        CausationId = correlationId,
    };

    private TradePlanned Plan(SymbolState state, in Signal signal, Direction direction, in SizingDecision sizing, Guid correlationId, DateTimeOffset now) =>
        new(parts.Ids.Next(), now, NextTradeId())
        {
            Symbol = state.Symbol,
            Direction = direction,
            PositionSide = !parts.Settings.HedgeMode ? PositionSide.Both : direction == Direction.Long ? PositionSide.Long : PositionSide.Short,
            Quantity = sizing.Quantity.FloorToStep(state.Instrument.StepSize),
            Leverage = sizing.Leverage,
            ReferencePrice = state.Mark,
            Confidence = signal.Confidence,
            ModelId = signal.ModelId,
            ModelVersion = signal.ModelVersion,
            SizingState = sizing.StateKey,
            SizingAction = sizing.ActionKey,
            StopLoss = sizing.ExitPlan.StopLoss,
            TakeProfit = sizing.ExitPlan.TakeProfit,
            PartialTakeProfit = sizing.ExitPlan.PartialTakeProfit,
            PartialShare = sizing.ExitPlan.PartialShare,
            CorrelationId = correlationId,
            CausationId = correlationId,
        };

    private static OrderIntent EntryFor(TradePlanned plan, DateTimeOffset now) => new()
    {
        ClientOrderId = ClientOrderIds.ForTrade(plan.TradeId, OrderPurpose.Entry, 0),
        TradeId = plan.TradeId,
        Symbol = plan.Symbol,
        Side = plan.Direction.EntrySide(),
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = plan.Quantity,
        ReduceOnly = false,
        PositionSide = plan.PositionSide,
        ReferencePrice = plan.ReferencePrice,
        Leverage = plan.Leverage,
        Confidence = plan.Confidence,
        StopLoss = plan.StopLoss,
        CreatedAtUtc = now,
    };

    private TradeId NextTradeId() =>
        TradeId.Create(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{leadership.LastEpoch}-{parts.Book.NextTradeNumber(leadership.LastEpoch)}"));

    private void Publish(Domain.Events.DomainEvent e) => tasks.Publish("journal a decision", parts.Bus, e);
}
