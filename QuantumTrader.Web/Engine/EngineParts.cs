using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine;

/// <summary>Everything that differs between live trading, replay and simulation. The engine made from it is the same.</summary>
public sealed record EngineParts
{
    public required TimeProvider Time { get; init; }
    public required IIdSource Ids { get; init; }
    public required IExchange Exchange { get; init; }
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>What the venue demands of positions; the paper venue's usual share where nobody else says.</summary>
    public IMaintenance Maintenance { get; init; } = new FlatMaintenance(new PaperSettings().MaintenanceMarginRate);

    public required IEventBus Bus { get; init; }
    public required TradeBook Book { get; init; }
    public required IPolicyStore PolicyStore { get; init; }
    public required ILatchStore Latches { get; init; }
    /// <summary>What is kept of stops beside the latch; in memory alone where nothing outlives the process.</summary>
    public IStopArchive Archive { get; init; } = new MemoryStopArchive();

    public required IDrawdownStore DrawdownStore { get; init; }
    public required DrawdownMonitor Drawdown { get; init; }

    /// <summary>What was switched off for repeated execution.</summary>
    public ISwitchedOffStore SwitchedOff { get; init; } = new InMemorySwitchedOffStore();

    /// <summary>The modules above the gate; one that is not here has no vote.</summary>
    public IReadOnlyList<ISafetyModule> Modules { get; init; } = [new SelfHealing(), new RiskGuard(), new ActiveSlots(), new HedgeFundOs()];

    public required ISignalModel Model { get; init; }
    public required RlPositionSizer Sizer { get; init; }
    public required EngineSettings Settings { get; init; }
    public required ILoggerFactory Logs { get; init; }

    /// <summary>Where bars come from, for the journal and for people.</summary>
    public string Market { get; init; } = "";

    /// <summary>Called after the sizer learned from a closed trade: what it knows now is worth saving.</summary>
    public Action? Learned { get; init; }

    /// <summary>Which policy the journal knows of; null: a start always tells what it finds.</summary>
    public IToldPolicy? ToldPolicy { get; init; }

    /// <summary>False while the disk refuses the journal.</summary>
    public Func<bool> JournalOk { get; init; } = () => true;

    /// <summary>Looks whether the journal holds the stop of this emergency; null where nobody can look.</summary>
    public Func<EmergencyLatch, Task<bool>>? IsStopInJournal { get; init; }

    /// <summary>The right to trade the account; its epoch is part of every trade id.</summary>
    public ILease Lease { get; init; } = new StandingLease();

    /// <summary>Other processes read and write the same policy.</summary>
    public bool SharesPolicy { get; init; }

    /// <summary>How long a new holder of the lease must still wait, because the last one may still act; zero when it need not.</summary>
    public Func<TimeSpan> SettlesIn { get; init; } = () => TimeSpan.Zero;

    /// <summary>
    /// Takes the trades that other processes left in the shared store into the book; asked under each new epoch, before anything is sent.
    /// Throws <see cref="TradeStoreUnavailableException"/> when it must be asked again.
    /// </summary>
    public Func<CancellationToken, Task> MergeTrades { get; init; } = _ => Task.CompletedTask;

    /// <summary>
    /// The venue marks positions by prices of its own, so that its word on equity is a second source. False for the paper venue, which is fed
    /// with the same bars: a wrong one would confirm itself.
    /// </summary>
    public bool VenueHasOwnMarks { get; init; }

    /// <summary>Between two bars, by the clock; zero: not known.</summary>
    public TimeSpan BarEvery { get; init; }

    /// <summary>Tells the venue from when on its readings must count transfers; nothing where an account's transfers are kept with it.</summary>
    public Action<DateTimeOffset> CountTransfersFrom { get; init; } = _ => { };

    /// <summary>Why nothing may be opened in one symbol at the venue; null when it may. Asked on every entry.</summary>
    public Func<Symbol, string?> ObjectionTo { get; init; } = _ => null;

    /// <summary>The venue's stream tells everything that happens to the account; false where there is none.</summary>
    public Func<bool> IsFollowed { get; init; } = () => false;

    /// <summary>Further triggers of the emergency stop.</summary>
    public IReadOnlyList<ITrigger> Triggers { get; init; } = [];

    /// <summary>Why the system around the engine is in a critical state, for people; null when it is not. Must not count the lease or the shared store.</summary>
    public Func<string?> CriticalCause { get; init; } = () => null;

    /// <summary>The shared store as it is now; asked on every decision.</summary>
    public Func<StorageFacts> Storage { get; init; } = () => StorageFacts.NotShared;
}
