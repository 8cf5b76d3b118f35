using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Simulation.Harness;

/// <summary>One life of the engine, from its start to its crash, with the loops that the app's host gives it.</summary>
internal sealed class SimulatedProcess : IExchangeListener, IDisposable
{
    private static readonly TimeSpan LoopInterval = TimeSpan.FromSeconds(5);
    private readonly SimulatedWorld _world;
    private readonly FlatnessLog _flatness = new();
    private readonly PaperExchange _venue;
    private readonly RecordingExchange _exchange;
    private readonly ProcessStopArchive _archive;
    private readonly ProcessJournal _journal;
    private readonly EngineContext _context = new();
    private readonly VirtualTime _time;
    private int _toldLate; // updates that are on their way
    private bool _wasNotTold;

    public SimulatedProcess(SimulatedWorld world, int generation, DateTimeOffset nowUtc)
    {
        (_world, Generation) = (world, generation);
        _time = new VirtualTime(nowUtc);
        _context.Faulted = e => world.Checks.Fail("no defect", $"a callback threw {e}");
        _venue = new PaperExchange(world.VenueSettings, world.Market.Instruments, world.Seed + (ulong)generation, _time, new ProcessAccountStore(world.Stores, Gate));
        Settle(_venue.LoadAsync(CancellationToken.None));
        _venue.Faults = world.Faults.Next;
        _venue.Subscribe(this);
        _archive = new ProcessStopArchive(world.Stores, Gate, () => world.Faults.ArchiveRefuses);
        _exchange = new RecordingExchange(_venue, world, Gate, _flatness, _time, () => Engine, () => _archive.OwesReceipts);
        _journal = new ProcessJournal(world.Journal, Gate, () => world.Faults.JournalRefuses, world.Options.SlowJournal, _time);
        world.Checks.Resync(Truth().Account);
    }

    public int Generation { get; }

    public ProcessGate Gate { get; } = new();

    public DateTimeOffset NowUtc => _time.GetUtcNow();

    public IReadOnlyList<OrderIntent> OnTheWire => _exchange.OnTheWire;

    public long JournalRefusals => _journal.RefusedCount;

    /// <summary>Null until the start, and again after the crash.</summary>
    public TradingEngine? Engine { get; private set; }

    /// <summary>Reconciled, resumed, trading.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Every update of the venue that this life is to hear of was told, so that its ledger can know no less than the venue.</summary>
    public bool WasToldAll => _toldLate == 0 && !_wasNotTold;

    public int QueueLength => _context.QueueLength;

    public void Start() => Do(() => _ = MainAsync());

    /// <summary>Runs engine code now, and all that it causes.</summary>
    public void Do(Action action)
    {
        if (!Gate.IsDead)
        {
            _context.RunInline(action);
        }
    }

    public void AdvanceTo(DateTimeOffset utc) => _time.AdvanceTo(utc, () =>
    {
        if (!Gate.IsDead)
        {
            _context.RunUntilIdle();
        }
    });

    public void OnBars(MarketBar[] bars) => OnBars(bars, bars);

    /// <summary>The venue sees the bars first, as they are; it lives on while the engine is down, or sees others, or none.</summary>
    public void OnBars(MarketBar[] bars, MarketBar[] shown) => Do(() =>
    {
        foreach (ref readonly var bar in bars.AsSpan())
        {
            _venue.OnBar(in bar);
        }

        Show(shown);
    });

    /// <summary>Right ticks after wrong ones.</summary>
    public void OnCorrected(MarketBar[] bars) => Do(() => Show(bars));

    /// <summary>What was on the wire when the last process died, reaches the venue all the same.</summary>
    public void Deliver(OrderIntent intent) => Do(() =>
    {
        if (Found(intent) is OrderLookup.NotFound)
        {
            _ = _venue.SubmitAsync(intent, CancellationToken.None).AsTask();
        }
    });

    public VenueTruth Truth()
    {
        _world.Faults.IsSuspended = true;
        var truth = new VenueTruth(
            _venue.GetAccountAsync(CancellationToken.None).AsTask().Result.Value!,
            _venue.GetOpenOrdersAsync(CancellationToken.None).AsTask().Result.Value!,
            _venue.GetOpenConditionalOrdersAsync(CancellationToken.None).AsTask().Result.Value!,
            _world.Market.IsDust);
        _world.Faults.IsSuspended = false;
        return truth;
    }

    public void OnUpdate(ExchangeUpdate update)
    {
        if (Gate.IsDead)
        {
            return;
        }

        if (update is ExchangeUpdate.Filled { Fill: var fill })
        {
            _world.Checks.OnFill(fill);
        }

        if (Engine is { } engine)
        {
            var delays = _world.Stream.Of(update, _world.Faults.IsHealed);
            _wasNotTold |= delays.Length == 0;
            foreach (var delay in delays)
            {
                Tell(engine, update, delay, isFirst: delay == delays[0]);
            }
        }
    }

    /// <summary>The ledger is the venue's: what was never told has reached it on another way.</summary>
    public void AgreesWithVenue() => _wasNotTold = false;

    public void Dispose() => _context.Dispose();

    private void Show(MarketBar[] bars)
    {
        if (IsStarted && bars.Length > 0)
        {
            Engine!.OnStep(bars);
        }
    }

    private void Tell(TradingEngine engine, ExchangeUpdate update, TimeSpan delay, bool isFirst)
    {
        if (delay == TimeSpan.Zero)
        {
            engine.Updates.OnUpdate(update);
            return;
        }

        _toldLate += isFirst ? 1 : 0;
        engine.Tasks.Run("tell an update late", async () =>
        {
            await Task.Delay(delay, _time);
            _toldLate -= isFirst ? 1 : 0;
            engine.Updates.OnUpdate(update);
        });
    }

    private OrderLookup Found(OrderIntent intent)
    {
        _world.Faults.IsSuspended = true;
        var found = _venue.FindOrderAsync(intent.Symbol, intent.ClientOrderId, CancellationToken.None).AsTask().Result.Value!;
        _world.Faults.IsSuspended = false;
        return found;
    }

    private async Task MainAsync()
    {
        try
        {
            var drawdown = await _world.Stores.Drawdown.ReadAsync(CancellationToken.None) ?? DrawdownState.Empty;
            var ids = new SeededIds((_world.Seed << 16) + (ulong)Generation);
            var latches = new ProcessLatchStore(_world.Stores, Gate, () => _world.Faults.LatchRefuses, r => _world.Checks.OnLatchSaving(r, _flatness, () => Truth().WhyNotFlat));
            var held = await HeldAsync(latches, ids);
            var engine = new TradingEngine(Around(Parts(drawdown, ids, latches)));
            foreach (var bars in _world.Market.Past.TakeLast(SimulationOptions.History))
            {
                foreach (ref readonly var bar in bars.AsSpan())
                {
                    engine.OnHistory(in bar);
                }
            }

            Engine = engine;
            await engine.StartAsync(held);
            IsStarted = true;
            await Task.WhenAll(EveryAsync(engine.RefreshPolicyAsync), EveryAsync(engine.ReconcileAsync), EveryAsync(engine.FollowLeaseAsync), EveryAsync(TickAsync));
        }
#pragma warning disable CA1031 // The app would end here; whatever it is, it is a defect.
        catch (Exception e)
        {
            _world.Checks.Fail("no defect", $"the engine's main loop threw {e}");
        }
#pragma warning restore CA1031
    }

    private Task TickAsync()
    {
        Engine!.OnTick();
        return Task.CompletedTask;
    }

    private async Task EveryAsync(Func<Task> work)
    {
        while (true)
        {
            await work();
            await Task.Delay(LoopInterval, _time);
        }
    }

    /// <summary>The safer of policy and file, as the app resolves it.</summary>
    private async Task<EmergencyRecord?> HeldAsync(ProcessLatchStore latches, SeededIds ids)
    {
        var file = latches.Read();
        var isAway = _world.Faults.PolicyRefuses;
        var policy = isAway ? null : _world.Stores.PolicyNow;
        IReadOnlyList<TradingPolicy> history = isAway ? [] : await _world.Stores.Policy.ReadHistoryAsync(1_000, CancellationToken.None);
        var resets = history.Select(p => p.LastResetEmergencyId).OfType<Guid>().ToHashSet();
        var held = LatchResolution.Resolve(file, policy, resets, usedBefore: Generation > 1, NowUtc, ids.Next);
        if (held is null && !isAway && file is not LatchFileRead.Clear)
        {
            await _world.Stores.Latch.ClearAsync();
        }

        return held;
    }

    private EngineParts Around(EngineParts parts) => _world.AroundParts?.Invoke(parts, Gate) ?? parts;

    private EngineParts Parts(DrawdownState drawdown, SeededIds ids, ProcessLatchStore latches)
    {
        var bus = new InProcessEventBus(_world.AroundJournal?.Invoke(_journal, Gate, _time) ?? _journal);
        var sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(_world.Seed + (ulong)Generation));
        var settings = _world.Settings;
        bus.Subscribe(e =>
        {
            _world.Checks.OnEvent(e, sizer.Table);
            _world.OnEvent(e);
        });
        return new EngineParts
        {
            Time = _time,
            Ids = ids,
            Exchange = _exchange,
            Instruments = _world.Market.Instruments,
            Bus = bus,
            Book = TradeBookRestore.FromJournal(_journal),
            PolicyStore = new ProcessPolicyStore(_world.Stores, Gate, () => _world.Faults.PolicyRefuses),
            Latches = latches,
            Archive = _archive,
            DrawdownStore = new ProcessDrawdownStore(_world.Stores, Gate, () => _world.Faults.PeakRefuses),
            SwitchedOff = new ProcessSwitchedOffStore(_world.Stores, Gate, () => _world.Faults.SwitchesRefuse),
            Drawdown = new DrawdownMonitor(settings.Risk.ToDrawdownSettings(confirmImmediately: false), drawdown),
            Model = new SimModel(_world.Seed),
            Sizer = sizer,
            Settings = settings,
            Logs = NullLoggerFactory.Instance,
            JournalOk = () => _journal.Health.State == JournalState.Ok,
            IsStopInJournal = latch => Task.FromResult(StopSearch.Has(_journal, latch)),
            Lease = new OutageLease(Generation, () => _world.Faults.StoreIsAway),
            Storage = () => new StorageFacts { IsReady = !_world.Faults.StoreIsAway, Cause = "simulated", Backlog = 0 },
            BarEvery = TimeSpan.FromMinutes(1),
        };
    }

    private static void Settle(Task task) => task.GetAwaiter().GetResult(); // the memory stores answer before they return
}
