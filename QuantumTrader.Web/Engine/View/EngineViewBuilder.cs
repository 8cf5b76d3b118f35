using System.Globalization;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine.View;

/// <summary>Takes the engine's picture, on the engine's scheduler. What it keeps from events is bounded; the oldest goes.</summary>
public sealed class EngineViewBuilder(TradingEngine engine, TradingEnvironment environment, string market, IEventJournal? journal, TimeProvider time)
{
    private const int RowsMax = 50;
    private const int CurveMax = 720;
    private static readonly TimeSpan CurveStep = TimeSpan.FromSeconds(1);
    private readonly LinkedList<DecisionRow> _decisions = new();
    private readonly LinkedList<DenialRow> _denials = new();
    private readonly LinkedList<ClosedTradeRow> _closed = new();
    private readonly Dictionary<Guid, LinkedListNode<DecisionRow>> _byCorrelation = [];
    private readonly List<EquityPoint> _curve = [];
    private readonly HashSet<Guid> _shownUnrecorded = []; // bounded by the denials that wait for the disk
    private readonly DenialBook _book = new();
    private readonly OpenOrders _orders = new(time);
    private TimeSpan _curveStep = CurveStep;
    private DateTimeOffset? _ordersAtUtc;
    private DateTimeOffset? _accountReadAtUtc;

    /// <inheritdoc cref="OpenOrders.BeginListing"/>
    public void BeginOrders(TimeSpan ageMax) => _orders.BeginListing(ageMax);

    /// <summary>The venue's answer.</summary>
    public void EndOrders(IEnumerable<VenueOrder> listed)
    {
        _orders.EndListing(listed);
        _ordersAtUtc = time.GetUtcNow();
    }

    /// <summary>The venue tells of one order unasked.</summary>
    public void OnOrder(VenueOrder order) => _orders.Tell(order);

    /// <summary>The account as last read from the venue; null before the first reading.</summary>
    public AccountSnapshot? VenueAccount
    {
        get;
        set => (field, _accountReadAtUtc) = (value, time.GetUtcNow());
    }

    /// <summary>Where the state is kept; null leaves it unknown.</summary>
    public Func<StorageView>? Storage { get; init; }

    /// <summary>How often account and orders are read for this picture.</summary>
    public TimeSpan VenueLookEvery { get; init; }

    /// <summary>How the venue is; null on paper.</summary>
    public Func<VenueStatus?>? Venue { get; init; }

    /// <summary>How the market is recorded; null leaves it unknown.</summary>
    public Func<RecorderHealth>? Recorder { get; init; }

    public void OnEvent(JournaledEvent journaled)
    {
        _book.OnEvent(journaled.Event);
        switch (journaled.Event)
        {
            case SignalGenerated signal:
                Push(_decisions, RowFor(signal));
                _byCorrelation[signal.EventId] = _decisions.First!;
                break;
            case SizingDecided { CorrelationId: { } id } sizing when _byCorrelation.TryGetValue(id, out var node):
                node.Value = node.Value with
                {
                    Notional = sizing.Notional,
                    Leverage = sizing.Leverage,
                    ExitPlan = sizing.ExitPlan,
                    SizingReason = sizing.Reason,
                    Volatility = sizing.Volatility,
                    IsFallback = sizing.IsFallback,
                };
                break;
            case OrderDenied denied:
                Show(denied, isRecorded: true);
                Outcome(denied.CorrelationId, "denied");
                break;
            case OrderAccepted { Purpose: OrderPurpose.Entry } e:
                Outcome(e.CorrelationId, "sent");
                break;
            case OrderRejected { Purpose: OrderPurpose.Entry } e:
                Outcome(e.CorrelationId, "rejected by the venue");
                break;
            case OrderUnknown { Purpose: OrderPurpose.Entry } e:
                Outcome(e.CorrelationId, "unknown");
                break;
            case TradeNotAtVenue gone:
                Push(_closed, new ClosedTradeRow(gone.TradeId.Value, gone.Symbol, gone.Direction, null, ExitReasons.NotAtVenue, gone.AtUtc, null));
                break;
            case TradeClosed closed:
                Push(_closed, new ClosedTradeRow(closed.TradeId.Value, closed.Symbol, closed.Direction, closed.NetPnl, closed.ExitReason, closed.AtUtc, closed.Held));
                break;
        }
    }

    /// <summary>A denial that waits for the disk is shown at once, and not again when the journal has it.</summary>
    public void OnUnrecorded(OrderDenied denied) => Show(denied, isRecorded: false);

    private void Show(OrderDenied denied, bool isRecorded)
    {
        if (isRecorded && _shownUnrecorded.Remove(denied.EventId))
        {
            return;
        }

        if (!isRecorded)
        {
            _shownUnrecorded.Add(denied.EventId);
        }

        _book.Add(denied);
        Push(_denials, new DenialRow(denied.AtUtc, denied.Symbol, denied.Codes, denied.Details));
    }

    /// <summary>One point a second at most; when the curve is full every second point goes and the step doubles.</summary>
    public void AddEquityPoint()
    {
        var now = time.GetUtcNow();
        if (engine.Ledger.Equity is not { } equity || LimitLine() is not { } limit || (_curve.Count > 0 && now - _curve[^1].AtUtc < _curveStep))
        {
            return;
        }

        _curve.Add(new EquityPoint(now, equity, limit));
        if (_curve.Count > CurveMax)
        {
            for (var i = _curve.Count - 2; i > 0; i -= 2)
            {
                _curve.RemoveAt(i);
            }

            _curveStep *= 2;
        }
    }

    public EngineView Build()
    {
        var latch = engine.Emergency.Record?.Latch;
        var policy = engine.Policy.Snapshot.Policy;
        var reading = engine.Equity.Last;
        var back = latch is null && engine.Mode.Mode == TradingMode.Active ? engine.ReEntry.State : null;
        return new EngineView
        {
            AtUtc = time.GetUtcNow(),
            Environment = environment,
            MarketDescription = market,
            Mode = engine.EffectiveMode,
            RunState = engine.Emergency.Status.RunState,
            ModeSinceUtc = latch?.ActivatedAtUtc ?? back?.SinceUtc ?? engine.Mode.SinceUtc,
            ModeBy = latch?.ActivatedBy ?? (back is not null ? "re-entry" : engine.Mode.By),
            ModeReason = latch?.Reason ?? (back is not null ? string.Create(CultureInfo.InvariantCulture, $"Trading comes back in steps after a reset, now with {back.SizeShare.Percent:0} % of each size: {back.Cause}") : engine.Mode.Reason),
            LatchNotSavedSinceUtc = engine.Emergency.LatchNotSavedSinceUtc,
            Holds = [.. engine.Mode.Holds],
            Pauses = [.. engine.Pauses.All],
            Triggers = engine.TriggerStates(),
            RiskMode = policy?.ActiveMode,
            PolicyVersion = policy?.Version,
            PolicyCause = engine.Policy.Failure ?? (policy is null && engine.Leadership.Role == EngineRole.Leader ? "There is no policy." : null),
            Policy = engine.Policy.Snapshot,
            Equity = engine.Ledger.Equity,
            Peak = reading.Peak,
            Drawdown = reading.Drawdown,
            DrawdownLimit = policy?.DrawdownLimit,
            AllTimePeak = reading.AllTimePeak,
            AllTimeDrawdown = reading.AllTimeDrawdown,
            AllTimeDrawdownLimit = policy?.AllTimeDrawdownLimit,
            DayOpenEquity = reading.DayOpenEquity,
            AccountAtUtc = engine.Equity.LastAtUtc,
            DrawdownStatus = reading.Status,
            HaltedSymbols = engine.Book.HaltedSymbols.Count == 0 ? [] : [.. engine.Book.HaltedSymbols],
            UnknownSymbols = engine.Unknown.Count == 0 ? [] : engine.Unknown.Symbols,
            LastDataAtUtc = engine.LastDataAtUtc,
            LastBarCloseUtc = engine.LastStepCloseUtc,
            Journal = JournalView(),
            Venue = Venue?.Invoke(),
            VenueLookEvery = VenueLookEvery,
            Storage = Storage?.Invoke(),
            Recorder = Recorder?.Invoke(),
            AccountReadAtUtc = _accountReadAtUtc,
            Drift = engine.Drift,
            Positions = Positions(),
            Orders = Orders(),
            ManualClose = engine.ManualClose.Items,
            OrdersAtUtc = _ordersAtUtc,
            Decisions = [.. _decisions],
            Denials = [.. _denials],
            DenialCount = _book.Count,
            DenialsInARow = _book.InARow,
            DenialsInARowSinceUtc = _book.InARowSinceUtc,
            DenialGroups = _book.Rows(time.GetUtcNow()),
            Modules = ModuleRows(),
            Governor = GovernorRow(),
            SwitchedOff = [.. engine.Throttle.Off.Select(o => new SwitchedOffRow(o.Symbol, o.Side, o.SinceUtc, o.Executions, o.Window))],
            ClosedTrades = [.. _closed],
            EquityCurve = [.. _curve],
        };
    }

    private static DecisionRow RowFor(SignalGenerated signal) => new(
        signal.AtUtc, signal.Symbol, signal.Action.ToString().ToUpperInvariant(), signal.Confidence, $"{signal.ModelId} {signal.ModelVersion}", null, null, "", "", "", false, "");

    private List<ModuleRow> ModuleRows()
    {
        var now = time.GetUtcNow();
        return [.. engine.Modules.Seats.Select(s => new ModuleRow(s.Module, s.StateAt(now), s.Describe(now)))];
    }

    private GovernorRow? GovernorRow() => engine.Modules.Verdict is { IsJudged: true } v
        ? new(v.Level, v.AllowsNewTrades, v.Primary, v.AsksForStop, v.SizeMultiplier, v.LeverageMultiplier, v.ExposureMultiplier, v.JudgedAtUtc)
        : null;

    private JournalView? JournalView() => journal?.Health is { } health
        ? new JournalView(health.State == JournalState.Ok, health.LastSequence, health.LastSequence - health.LastDurableSequence, health.Cause, health.LastDurableAtUtc)
        : null;

    private List<PositionRow> Positions()
    {
        var rows = new List<PositionRow>();
        foreach (var leg in engine.Ledger.Legs)
        {
            if (!leg.IsFlat)
            {
                rows.Add(RowFor(leg));
            }
        }

        return rows;
    }

    private PositionRow RowFor(LedgerPosition leg)
    {
        var trade = engine.Book.OpenFor(leg.Symbol);
        var leverage = trade?.Leverage ?? Leverage.One;
        var cost = leg.EntryPrice * leg.Quantity;
        return new PositionRow(
            leg.Symbol,
            leg.Direction,
            leg.Quantity,
            leg.Notional,
            leg.EntryPrice,
            leg.MarkPrice,
            leg.UnrealisedPnl,
            leverage.IsValid ? leg.UnrealisedPnl.ShareOf(cost / leverage) : null,
            LiquidationDistance(leg),
            leverage,
            HasStop(leg.Symbol),
            trade is null ? "" : $"{trade.ModelId} {trade.ModelVersion}",
            trade?.OpenedAtUtc,
            engine.Symbols.Find(leg.Symbol)?.Instrument.TickSize ?? 0m)
        {
            Owner = HolderOf(leg) is null ? OrderOwner.Stranger : OrderOwner.Ours,
            Trade = HolderOf(leg)?.TradeId,
        };
    }

    /// <summary>The trade that explains this very leg; a part of it may be a stranger's all the same.</summary>
    private TradeState? HolderOf(LedgerPosition leg)
    {
        foreach (var trade in engine.Book.Open)
        {
            if (trade.Symbol == leg.Symbol && trade.PositionSide == leg.Side && trade.Direction == leg.Direction && (trade.QuantityOpen.IsPositive || trade.EntryIsWorking))
            {
                return trade;
            }
        }

        return null;
    }

    /// <summary>How far the mark is from the venue's liquidation price, as a share of the mark; null when the venue gives none.</summary>
    private Fraction? LiquidationDistance(LedgerPosition leg)
    {
        var there = VenueAccount?.Positions.FirstOrDefault(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side);
        return there?.LiquidationPrice is { IsValid: true } liquidation && leg.MarkPrice.IsValid
            ? new Fraction(Math.Abs(leg.MarkPrice.Value - liquidation.Value) / leg.MarkPrice.Value)
            : null;
    }

    /// <summary>As the venue tells it, not as we meant it.</summary>
    private bool HasStop(Symbol symbol) =>
        _orders.All.Any(o => o.Symbol == symbol && o.Type == OrderType.StopMarket && o.ReduceOnly && o.IsOpen);

    private List<OrderRow> Orders()
    {
        var rows = new List<OrderRow>(_orders.All.Count);
        foreach (var order in _orders.All)
        {
            var purpose = ClientOrderIds.TryParse(order.ClientOrderId, out var trade, out var ours) ? ours.Value.ToString()
                : ClientOrderIds.IsEmergency(order.ClientOrderId) ? nameof(OrderPurpose.Emergency) : "not ours";
            rows.Add(new OrderRow(
                order.ClientOrderId,
                order.Symbol,
                order.Side,
                order.Type,
                purpose,
                order.Quantity - order.FilledQuantity,
                order.FilledQuantity,
                order.TriggerPrice ?? order.LimitPrice,
                order.Type.IsConditional(),
                order.UpdatedAtUtc,
                engine.Symbols.Find(order.Symbol)?.Instrument.TickSize ?? 0m)
            {
                Owner = RunLedger.OwnerOf(order.ClientOrderId),
                Trade = ours is null ? null : trade,
            });
        }

        return rows;
    }

    private Usd? LimitLine() =>
        engine.Equity.Last.Peak is { } peak && engine.Policy.Snapshot.Policy is { } policy ? peak * (Fraction.One - policy.DrawdownLimit) : null;

    private void Outcome(Guid? correlationId, string outcome)
    {
        if (correlationId is { } id && _byCorrelation.TryGetValue(id, out var node))
        {
            node.Value = node.Value with { Outcome = outcome };
        }
    }

    private void Push<T>(LinkedList<T> rows, T row)
    {
        rows.AddFirst(row);
        if (rows.Count <= RowsMax)
        {
            return;
        }

        if (rows.Last is LinkedListNode<DecisionRow> decision && _byCorrelation.FirstOrDefault(p => p.Value == decision) is { Value: not null } old)
        {
            _byCorrelation.Remove(old.Key);
        }

        rows.RemoveLast();
    }
}
