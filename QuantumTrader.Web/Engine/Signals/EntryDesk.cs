using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Signals;

/// <summary>From a signal to an order: size, plan, gate, send. Each step is an event with the signal's id as correlation.</summary>
public sealed class EntryDesk(EngineParts parts, OrderExecutor executor, Leadership leadership, PolicyCache policy, AccountLedger ledger, ReEntryControl reEntry, EngineTasks tasks)
{
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
        var equity = ledger.Equity ?? Usd.Zero;
        var volatility = state.Volatility.Current;
        var document = policy.Snapshot.Policy;
        return parts.Sizer.Decide(new SizingInputs
        {
            Symbol = state.Symbol,
            Confidence = signal.Confidence,
            AtrOverPrice = volatility.AtrOverPrice,
            IsHighVol = volatility.IsHighVol,
            Adx = state.Features.Current.Adx14,
            Exposure = document is null ? Fraction.One : ledger.TotalNotional.ShareOf(equity * document.TotalExposureMax) ?? Fraction.One,
            Equity = equity,
            Limits = (document ?? Fallback).Limits,
            Price = state.Mark,
        });
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
            Quantity = (sizing.Quantity * reEntry.SizeShare).FloorToStep(state.Instrument.StepSize),
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
