using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Risk;
using QuantumTrader.Web.Engine.Scheduling;
using QuantumTrader.Web.Engine.Signals;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Engine;

/// <summary>
/// The engine loop: the one writer of the account's state. A step marks everything, judges the drawdown, looks after open
/// trades and asks the model, synchronously and without allocating; only what leads to an order goes on asynchronously.
/// Every member is called on the engine's scheduler.
/// </summary>
public sealed partial class TradingEngine
{
    private readonly EngineParts _parts;
    private readonly PositionMonitor _monitor;
    private readonly AiTradingEngine _ai;
    private readonly EntryDesk _entries;
    private readonly NakedWatch _naked;
    private readonly RestingStops _stops;
    private readonly LiquidationWatch _liquidation;
    private readonly TakenPositions _taken;
    private readonly PatientJournal _patient;
    private readonly MissedFills _missed;
    private readonly StrangeOrders _strangers;
    private readonly StrangerWatch _strangerWatch;
    private readonly RecoveredTrades _recovered;
    private readonly TakeOver _takeOver;
    private readonly RunningReconciler _reconciler;
    private readonly MissingPositions _missing;
    private readonly ILogger<TradingEngine> _log;
    private long _step;

    public TradingEngine(EngineParts parts)
    {
        _parts = parts;
        _log = parts.Logs.CreateLogger<TradingEngine>();
        var settings = parts.Settings;
        Tasks = new EngineTasks(OnTaskFailed);
        Leadership = new Leadership(parts.Lease);
        Symbols = new SymbolTable(parts.Instruments, settings.VolatilityTimeframe);
        Policy = new PolicyCache(parts.PolicyStore, parts.Time);
        PolicyWriter = new PolicyWriter(parts.PolicyStore, parts.Time);
        Equity = new EquityWatch(Ledger, Policy, parts.Drawdown, parts.DrawdownStore, Tasks, parts.Logs.CreateLogger<EquityWatch>());
        Reader = new LimitedReader(parts.Exchange, settings.Execution.AckTimeout, parts.Time) { Leverages = Leverages };
        Unknown = new UnknownOrders(Reader, parts.Bus, parts.Time, parts.Ids, settings.Execution, parts.Logs.CreateLogger<UnknownOrders>());
        Throttle = new ThrottleWatch(parts.SwitchedOff, Policy, parts.Bus, Tasks, parts.Time, parts.Ids, parts.Logs.CreateLogger<ThrottleWatch>());
        Modules = new ModuleDesk([new ReEntrySeat(), .. parts.Modules]);
        Risk = new RiskStage(RiskSources(), parts.Time, settings.Risk, settings.Policy);
        _patient = new PatientJournal(parts.Bus, Tasks, parts.Time, settings.Execution.JournalWaitMax);
        Executor = new OrderExecutor(
            parts.Exchange, Risk, Leadership, parts.Bus, Leverages, Unknown, _patient, Tasks, parts.Time, parts.Ids, settings.Execution, settings.Risk.IntentAgeMax, parts.Logs.CreateLogger<OrderExecutor>());
        Updates = CreateUpdates();
        _missed = new MissedFills(Reader, Book, Updates);
        var orders = new TradeOrderDesk(Executor, Reader, _missed, Book, Symbols, _patient, parts.Time, parts.Ids);
        Desk = new TradeDesk(orders, Book, Symbols, parts.Bus, Tasks, parts.Time, parts.Ids, parts.Logs.CreateLogger<TradeDesk>()) { Naked = settings.Trades.Naked };
        _taken = new TakenPositions(Throttle, parts.Bus, Tasks, parts.Time, parts.Ids);
        (_stops, _liquidation) = CreateWatches();
        _naked = new NakedWatch(Reader, NobodyLooks, MayClose, orders, Book, Symbols);
        ReEntry = new ReEntryControl(parts.Archive, parts.Bus, Tasks, parts.Time, parts.Ids, settings.Emergency, parts.Logs.CreateLogger<ReEntryControl>());
        Mode.Floor = () => ReEntry.Floor;
        Emergency = CreateEmergency();
        Emergency.Load();
        _monitor = new PositionMonitor(Desk, settings.Trades);
        _ai = new AiTradingEngine(parts.Model);
        HoldUnlessTheModelMayTrade(parts.Model);
        _entries = new EntryDesk(parts, Executor, Leadership, Policy, Ledger, Modules, Tasks);
        _strangerWatch = new StrangerWatch(Book, Symbols, settings.Execution.StrangerPositions, Journal, parts.Time, parts.Ids, parts.Logs.CreateLogger<StrangerWatch>());
        _strangers = new StrangeOrders(Executor, Reader, Book, _strangerWatch, parts.Time, parts.Logs.CreateLogger<StrangeOrders>());
        _recovered = new RecoveredTrades(Reader, Book, Updates, Symbols, _strangerWatch, parts.Bus, parts.Time, parts.Ids, parts.Logs.CreateLogger<RecoveredTrades>());
        (_takeOver, _reconciler, _missing) = CreateReconcilers();
        _triggerSet = new TriggerSet(settings.Triggers, parts.Drawdown.Settings.ConfirmDelay, Equity.NoteDailyLimit, parts.Triggers);
        _triggers = CreateTriggers();
        _states = [.. Symbols.All];
        Subscribe();
        RecallStreak();
        Policy.Changed = OnPolicyChanged;
    }

    public EngineSettings Settings => _parts.Settings;

    public Leadership Leadership { get; }

    public SymbolTable Symbols { get; }

    public AccountLedger Ledger { get; } = new();

    public TradeBook Book => _parts.Book;

    public PolicyCache Policy { get; }

    public PolicyWriter PolicyWriter { get; }

    public ModeState Mode { get; } = new();

    /// <summary>Symbols in which nothing is opened for a while.</summary>
    public SymbolPauses Pauses { get; } = new();

    public EquityWatch Equity { get; }

    public EntryReservations Reservations { get; } = new();

    /// <summary>The venue's answers, each within a limit.</summary>
    public LimitedReader Reader { get; }

    public UnknownOrders Unknown { get; }

    public RiskStage Risk { get; }

    public OrderExecutor Executor { get; }

    public VenueUpdates Updates { get; }

    public TradeDesk Desk { get; }

    public EmergencyStop Emergency { get; }

    /// <summary>How far trading has come back after a reset; its share multiplies the size of every entry.</summary>
    public ReEntryControl ReEntry { get; }

    public EngineTasks Tasks { get; }

    /// <summary>The first failure of a task of the engine; from then on it takes no new risk until a restart.</summary>
    public Exception? Defect { get; private set; }

    /// <summary>When the last live step came, by the engine's clock.</summary>
    public DateTimeOffset? LastStepAtUtc { get; private set; }

    /// <summary>When the market last said something, a live step or a mark, by the engine's clock.</summary>
    public DateTimeOffset? LastDataAtUtc { get; private set; }

    /// <summary>The close of the last live step in market time.</summary>
    public DateTimeOffset? LastStepCloseUtc { get; private set; }

    /// <summary>The tightest of the engine's own mode and the emergency.</summary>
    public TradingMode EffectiveMode => Emergency.IsLatched ? TradingMode.Halted : Mode.Allowed;

    /// <summary>History warms the indicators up and nothing else.</summary>
    public void OnHistory(in MarketBar bar) => Symbols.Find(bar.Symbol)?.OnHistory(bar.Candle);

    /// <summary>All bars that close at one instant. The paper venue has seen them before.</summary>
    public void OnStep(ReadOnlySpan<MarketBar> bars)
    {
        var now = _parts.Time.GetUtcNow();
        var close = (DateTimeOffset?)null;
        _step++;
        foreach (ref readonly var bar in bars)
        {
            if (Symbols.Find(bar.Symbol) is { } state && !state.IsOld(bar.Candle))
            {
                NoteGap(state, in bar);
                state.OnBar(bar.Candle, now, _step);
                Ledger.Mark(bar.Symbol, state.Mark);
                close ??= bar.Candle.CloseTimeUtc;
            }
        }

        if (close is null && bars.Length > 0)
        {
            return; // Bars that were seen before are no reading: they confirm nothing, and data gets no younger by them.
        }

        (LastStepAtUtc, LastDataAtUtc, LastStepCloseUtc) = (now, now, close ?? LastStepCloseUtc);
        if (!Leadership.IsOnDuty)
        {
            return;
        }

        _onDutySinceUtc ??= now;
        if (Equity.Last.Status != DrawdownStatus.Suspected || MarksWhatIsHeld(bars))
        {
            ObserveEquity(now);
        }

        WatchReEntry();
        AskModules(now);
        if (Mode.Holds.Count > 0)
        {
            LookAtTriggers(now); // What these bars may have ended, ends before they are decided on.
        }

        foreach (ref readonly var bar in bars)
        {
            if (Symbols.Find(bar.Symbol) is { } state && state.StepSeen == _step)
            {
                Decide(state);
            }
        }

        WatchExposure();
    }

    /// <summary>
    /// Between steps. The same marks looked at again confirm nothing; but a suspicion that no new mark resolves in time counts
    /// as confirmed, and neither an equity that nobody can read nor an order that outlived its trade may wait for the next bar.
    /// </summary>
    public void OnTick()
    {
        if (!Leadership.IsOnDuty)
        {
            _onDutySinceUtc = null;
            return;
        }

        var now = _parts.Time.GetUtcNow();
        if (Ledger.Equity is null || IsUnresolved(now))
        {
            ObserveEquity(now);
        }

        WatchReEntry();
        AskModules(now);
        Throttle.OnTick();
        LookAtTriggers(now);
        Desk.LookAtLeftovers();
        WatchExposure();
    }

    /// <summary>Indicators go on over a gap; that there was one is said.</summary>
    // By the last look at equity and not by the last bar: those of symbols that are not held resolve nothing.
    private bool IsUnresolved(DateTimeOffset now) =>
        Equity.Last.Status == DrawdownStatus.Suspected && !(now >= Equity.LastAtUtc && now - Equity.LastAtUtc < _parts.Settings.Risk.DrawdownUnresolvedMax);

    private void NoteGap(SymbolState state, in MarketBar bar)
    {
        if (state.Bars == 0 || !(bar.Candle.OpenTimeUtc > state.BarCloseUtc))
        {
            return;
        }

        JournalOnDuty(new MarketGapDetected(_parts.Ids.Next(), _parts.Time.GetUtcNow())
        {
            Symbol = bar.Symbol,
            FromUtc = state.BarCloseUtc,
            ToUtc = bar.Candle.OpenTimeUtc,
            MissingBars = (bar.Candle.OpenTimeUtc - state.BarCloseUtc).Ticks / Math.Max(1, bar.Candle.Interval.Ticks),
        });
    }

    /// <summary>Also what a start found, because it may have been changed while nothing ran; unless the journal knows of it.</summary>
    private void OnPolicyChanged(TradingPolicy? before, TradingPolicy now)
    {
        if (Leadership.Duty != EngineDuty.StandingBy && !(before is null && _parts.ToldPolicy?.Holds(now) == true))
        {
            Tasks.Run("journal an event", () => TellPolicyAsync(before, now));
        }
    }

    private async Task TellPolicyAsync(TradingPolicy? before, TradingPolicy now)
    {
        var isJournaled = await _parts.Bus.PublishAsync(new PolicyUpdated(_parts.Ids.Next(), _parts.Time.GetUtcNow())
        {
            Version = now.Version,
            PreviousMode = before?.ActiveMode ?? now.ActiveMode,
            NewMode = now.ActiveMode,
            EmergencyMode = now.EmergencyMode,
            UpdatedBy = now.UpdatedBy,
        });
        if (isJournaled && _parts.ToldPolicy is { } told)
        {
            await told.NoteAsync(now);
        }
    }

    /// <summary>Of what every process sees, the leader alone writes.</summary>
    private void JournalOnDuty(DomainEvent e)
    {
        if (Leadership.Duty != EngineDuty.StandingBy)
        {
            Journal(e);
        }
    }

    private void Journal(DomainEvent e) => Tasks.Publish("journal an event", _parts.Bus, e);

    private void Decide(SymbolState state)
    {
        var open = Book.OpenFor(state.Symbol);
        if (open is not null)
        {
            LookAfter(state, open);
        }

        var signal = _ai.Decide(state.Symbol, state.Features, state.BarCloseUtc);
        if (signal.Direction is not { } direction)
        {
            return;
        }

        if (open is null)
        {
            // Without an epoch of its own a trade would have no name.
            if (Leadership.Epoch > 0 && !Reservations.Holds(state.Symbol))
            {
                _entries.Begin(state, in signal, direction);
            }
        }
        else if (open.Direction != direction && signal.Confidence >= _parts.Settings.Trades.ReverseConfidenceMin)
        {
            Desk.Exit(open, "SIGNAL_EXIT");
        }
    }

    private void LookAfter(SymbolState state, TradeState open)
    {
        if (state.TradeSeen != open.TradeId)
        {
            (state.TradeSeen, state.TradeOpenedBarUtc, state.VersionSeen) = (open.TradeId, state.BarCloseUtc, 0);
        }

        // Looked at when something changed, and now and then in case an answer was lost.
        var lookIsDue = state.VersionSeen != open.Version || (state.Bars & 31) == 0;
        state.VersionSeen = open.Version;
        _monitor.OnBar(open, state.TradeOpenedBarUtc, state.BarCloseUtc, lookIsDue);
    }

    private void Subscribe()
    {
        _parts.Bus.Subscribe(OnEvent);
        _parts.Bus.Subscribe(ReleaseReservation);
        _parts.Bus.Subscribe(Throttle.OnEvent);
        _parts.Bus.Subscribe(e => ManualClose.OnEvent(e.Event));
        _parts.Bus.Subscribe(_taken.OnEvent);
        _parts.Bus.Subscribe(CountForTriggers);
        Desk.TradeEnded = trade =>
        {
            _streak.OnClosed(trade.NetPnl, trade.ClosedAtUtc ?? _parts.Time.GetUtcNow());
            _entries.Learn(trade);
            _parts.Learned?.Invoke();
        };
        Emergency.WasReset = () =>
        {
            ReleaseSymbols();
            ResetTriggers();
        };
        Emergency.WhyNoResetHere = () => Leadership.Duty == EngineDuty.StandingBy ? $"This process stands by; reset where trading is led: {_parts.Lease.Holder}." : null;
    }

    private void OnEvent(JournaledEvent journaled)
    {
        Desk.OnEvent(in journaled, Book.Apply(in journaled));
        WatchDenial(journaled.Event);
    }

    private void OnTaskFailed(Exception e, string what)
    {
        _log.TaskFailed(what, e);
        Defect ??= e;
        Mode.Hold("engine", $"A defect stopped '{what}': {e.Message} No new risk is taken until a restart.", _parts.Time.GetUtcNow());
    }
}
