using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine.View;

/// <summary>What the screen shows: one immutable picture of the engine, made at most four times a second and shared by all circuits.</summary>
public sealed record EngineView
{
    public required DateTimeOffset AtUtc { get; init; }
    public required TradingEnvironment Environment { get; init; }
    public required string MarketDescription { get; init; }

    public required TradingMode Mode { get; init; }
    public required EmergencyRunState RunState { get; init; }

    /// <summary>Since when, who and why: the mode's or the run's.</summary>
    public DateTimeOffset? ModeSinceUtc { get; init; }
    public string? ModeBy { get; init; }
    public string? ModeReason { get; init; }

    /// <summary>Since when a stop is held in memory alone; null while it is saved, or none holds.</summary>
    public DateTimeOffset? LatchNotSavedSinceUtc { get; init; }

    /// <summary>Everything that lets no new risk be taken, the oldest first.</summary>
    public IReadOnlyList<ReduceOnlyHold> Holds { get; init; } = [];

    /// <summary>Symbols in which nothing is opened for a while.</summary>
    public IReadOnlyList<SymbolPause> Pauses { get; init; } = [];

    /// <summary>What limits or stops trading by itself, each as it is now.</summary>
    public IReadOnlyList<TriggerState> Triggers { get; init; } = [];

    public RiskMode? RiskMode { get; init; }
    public long? PolicyVersion { get; init; }

    /// <summary>Why the policy is not known, or not known to be current; null when all is well.</summary>
    public string? PolicyCause { get; init; }

    /// <summary>What the engine goes by, and when it was last proved current.</summary>
    public PolicySnapshot Policy { get; init; }

    /// <summary>Null when the venue could not be read; never a made-up number.</summary>
    public Usd? Equity { get; init; }
    public Usd? Peak { get; init; }
    public Fraction? Drawdown { get; init; }
    public Fraction? DrawdownLimit { get; init; }
    public Usd? AllTimePeak { get; init; }
    public Fraction? AllTimeDrawdown { get; init; }
    public Fraction? AllTimeDrawdownLimit { get; init; }
    public Usd? DayOpenEquity { get; init; }
    public DateTimeOffset? AccountAtUtc { get; init; }

    /// <summary>As the drawdown monitor last judged.</summary>
    public DrawdownStatus DrawdownStatus { get; init; }

    /// <summary>Symbols that take no entry until a person or the reconciler releases them.</summary>
    public IReadOnlyList<Symbol> HaltedSymbols { get; init; } = [];

    /// <summary>Symbols with an order of which nobody knows what became; one for each.</summary>
    public IReadOnlyList<Symbol> UnknownSymbols { get; init; } = [];

    /// <summary>When the last bar or mark came, by the engine's clock; null before the first.</summary>
    public DateTimeOffset? LastDataAtUtc { get; init; }

    /// <summary>The close of the last bar in market time.</summary>
    public DateTimeOffset? LastBarCloseUtc { get; init; }

    /// <summary>How often account and orders are read from the venue for this picture.</summary>
    public TimeSpan VenueLookEvery { get; init; }

    /// <summary>The venue beyond this machine; null on paper.</summary>
    public VenueStatus? Venue { get; init; }

    public JournalView? Journal { get; init; }
    public StorageView? Storage { get; init; }

    /// <summary>How the market is recorded; null when nobody said.</summary>
    public RecorderHealth? Recorder { get; init; }

    /// <summary>When the venue last told the account; null when it never did.</summary>
    public DateTimeOffset? AccountReadAtUtc { get; init; }

    /// <summary>Of the last comparison with the venue; null until one was made.</summary>
    public AccountDrift? Drift { get; init; }

    public IReadOnlyList<PositionRow> Positions { get; init; } = [];
    public IReadOnlyList<OrderRow> Orders { get; init; } = [];

    /// <summary>What people must close at the venue, the oldest first; empty when everything can be closed from here.</summary>
    public IReadOnlyList<ManualCloseItem> ManualClose { get; init; } = [];

    /// <summary>When the venue last told them; null when it never did.</summary>
    public DateTimeOffset? OrdersAtUtc { get; init; }

    /// <summary>Newest first; bounded.</summary>
    public IReadOnlyList<DecisionRow> Decisions { get; init; } = [];

    /// <summary>Newest first; bounded.</summary>
    public IReadOnlyList<DenialRow> Denials { get; init; } = [];

    /// <summary>Entries that were denied since the start.</summary>
    public long DenialCount { get; init; }

    /// <summary>Entries that were denied one after the other, without one that went out.</summary>
    public long DenialsInARow { get; init; }

    /// <summary>When the first of them was denied; null while there is none.</summary>
    public DateTimeOffset? DenialsInARowSinceUtc { get; init; }

    /// <summary>By code, the most frequent of the last hour first; bounded by the codes that there are.</summary>
    public IReadOnlyList<DenialGroupRow> DenialGroups { get; init; } = [];

    /// <summary>The seats above the gate, by priority.</summary>
    public IReadOnlyList<ModuleRow> Modules { get; init; } = [];

    /// <summary>Null until the modules were asked.</summary>
    public GovernorRow? Governor { get; init; }

    /// <summary>Bounded by two for each symbol.</summary>
    public IReadOnlyList<SwitchedOffRow> SwitchedOff { get; init; } = [];

    /// <summary>Newest first; bounded.</summary>
    public IReadOnlyList<ClosedTradeRow> ClosedTrades { get; init; } = [];

    /// <summary>Oldest first; thinned, bounded.</summary>
    public IReadOnlyList<EquityPoint> EquityCurve { get; init; } = [];
}
