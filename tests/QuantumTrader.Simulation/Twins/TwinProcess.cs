using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Simulation.Twins;

/// <summary>One life of one of two engines, put together as the app puts it together on a shared store.</summary>
internal sealed class TwinProcess : IDisposable
{
    private readonly TwinWorld _world;
    private readonly TwinMachine _machine;
    private readonly EngineContext _context = new();
    private readonly ProcessGate _gate = new();
    private readonly ProcessJournal _journal;
    private TaskCompletionSource? _frozen;
    private TimeSpan? _freezeFor;

    public TwinProcess(TwinWorld world, TwinMachine machine)
    {
        (_world, _machine) = (world, machine);
        Name = $"{machine.Name}.{++machine.Processes}";
        Lease = new TwinLease(world.Stores.Leases, Name, world.Time);
        _context.Faulted = e => world.Checks.Fail("no defect", $"{Name} threw {e}");
        _journal = new ProcessJournal(machine.Journal, _gate, () => false, isSlow: false, world.Time);
    }

    public string Name { get; }

    public TwinLease Lease { get; }

    public TradingEngine? Engine { get; private set; }

    public TwinMachine Machine => _machine;

    /// <summary>The shared store does not answer this process.</summary>
    public bool StoreIsAway { get; set; }

    /// <summary>Until when it stands still, as a stopped process does; null while it runs.</summary>
    public DateTimeOffset? PausedUntilUtc { get; private set; }

    public bool IsDead => _gate.IsDead;

    public bool Runs => !IsDead && PausedUntilUtc is null;

    public int Waiting => Runs ? _context.QueueLength : 0;

    public void Start() => Do(() => _ = MainAsync());

    public void Kill() => _gate.Kill("the script");

    public void Pause(TimeSpan span) => PausedUntilUtc = _world.Time.GetUtcNow() + span;

    /// <summary>The next entry is stopped between the last look at the lease and the wire.</summary>
    public void FreezeAtNextEntry(TimeSpan span) => _freezeFor = span;

    public async Task FreezeWhenAskedAsync()
    {
        if (_freezeFor is not { } span)
        {
            return;
        }

        _freezeFor = null;
        _frozen = new TaskCompletionSource();
        Pause(span);
        await _frozen.Task;
    }

    public void WakeWhenDue()
    {
        if (PausedUntilUtc <= _world.Time.GetUtcNow())
        {
            PausedUntilUtc = null;
            _frozen?.SetResult();
            _frozen = null;
        }
    }

    public void Pump()
    {
        if (Runs)
        {
            _context.RunUntilIdle();
        }
    }

    public void Do(Action action)
    {
        if (Runs)
        {
            _context.RunInline(action);
        }
    }

    public void Hear(ExchangeUpdate update)
    {
        if (!IsDead)
        {
            _context.Post(_ => Engine?.Updates.OnUpdate(update), null);
        }
    }

    public void OnBars(MarketBar[] bars) => Do(() => Engine?.OnStep(bars));

    public void Dispose() => _context.Dispose();

    private async Task MainAsync()
    {
        try
        {
            var shared = new TwinTradeStore(_world.Stores, Lease, _machine.JournalId, () => StoreIsAway);
            var restored = await TradeBookRestore.FromAsync(_machine.Trades, _journal, _machine.JournalId, shared, CancellationToken.None);
            var bus = new InProcessEventBus(_journal);
            var drawdowns = new MirroredDrawdownStore(_machine.Drawdown, new TwinDrawdownStore(_world.Stores, () => StoreIsAway));
            var engine = Create(restored, bus, shared, drawdowns, await drawdowns.ReadAsync(CancellationToken.None) ?? DrawdownState.Empty, out var merge);
            merge.Local = new TradeProjector(_machine.Trades, _journal, bus, restored.Book, _world.Time);
            merge.Shared = new TradeProjector(shared, _journal, bus, restored.Book, _world.Time, lease: Lease, supersededUpTo: restored.UpTo);
            bus.Subscribe(_world.Tally.OnEvent);
            foreach (var bars in _world.Market.Past.TakeLast(SimulationOptions.History))
            {
                foreach (ref readonly var bar in bars.AsSpan())
                {
                    engine.OnHistory(in bar);
                }
            }

            var held = await HeldAsync();
            Engine = engine;
            await engine.StartAsync(held);
            await Task.WhenAll(
                EveryAsync(5, engine.RefreshPolicyAsync), EveryAsync(5, engine.ReconcileAsync), EveryAsync(1, engine.FollowLeaseAsync),
                EveryAsync(1, merge.SaveAsync), EveryAsync(1, () => Tick(engine)));
        }
#pragma warning disable CA1031 // The app would end here; whatever it is, it is a defect.
        catch (Exception e)
        {
            _world.Checks.Fail("no defect", $"{Name}'s main loop threw {e}");
        }
#pragma warning restore CA1031
    }

    private TradingEngine Create(RestoredTrades restored, InProcessEventBus bus, TwinTradeStore shared, IDrawdownStore drawdowns, DrawdownState drawdown, out TwinMerge merge)
    {
        var seed = _world.NextSeed();
        var merging = merge = new TwinMerge(_machine, _journal, Lease, shared, restored);
        return new TradingEngine(new EngineParts
        {
            Time = _world.Time,
            Ids = new SeededIds(seed),
            Exchange = new TwinExchange(_world.Venue, this, _world.Checks),
            Instruments = _world.Market.Instruments,
            Bus = bus,
            Book = restored.Book,
            PolicyStore = new TwinPolicyStore(_world.Stores, Lease, () => StoreIsAway),
            Latches = _machine.Latch,
            DrawdownStore = drawdowns,
            Drawdown = new DrawdownMonitor(_world.Settings.Risk.ToDrawdownSettings(confirmImmediately: false), drawdown),
            Model = new SimModel(_world.Seed),
            Sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(seed)),
            Settings = _world.Settings,
            Logs = NullLoggerFactory.Instance,
            IsStopInJournal = latch => Task.FromResult(StopSearch.Has(_journal, latch)),
            Lease = Lease,
            SettlesIn = () => Lease.SettlesIn,
            MergeTrades = merging.MergeAsync,
            Storage = () => new StorageFacts { IsReady = !StoreIsAway, Cause = "simulated", Backlog = 0 },
            BarEvery = TimeSpan.FromMinutes(1),
        });
    }

    private async Task<EmergencyRecord?> HeldAsync()
    {
        var file = _machine.Latch.Read();
        var policy = StoreIsAway ? null : _world.Stores.PolicyNow;
        IReadOnlyList<TradingPolicy> history = StoreIsAway ? [] : await _world.Stores.Policy.ReadHistoryAsync(1_000, CancellationToken.None);
        var resets = history.Select(p => p.LastResetEmergencyId).OfType<Guid>().ToHashSet();
        var held = LatchResolution.Resolve(file, policy, resets, usedBefore: _machine.Processes > 1, _world.Time.GetUtcNow(), new SeededIds(_world.NextSeed()).Next);
        if (held is null && !StoreIsAway && file is not LatchFileRead.Clear)
        {
            await _machine.Latch.ClearAsync();
        }

        return held;
    }

    private static Task Tick(TradingEngine engine)
    {
        engine.OnTick();
        return Task.CompletedTask;
    }

    private async Task EveryAsync(int seconds, Func<Task> work)
    {
        while (!IsDead)
        {
            await work();
            await Task.Delay(TimeSpan.FromSeconds(seconds), _world.Time);
        }
    }
}
