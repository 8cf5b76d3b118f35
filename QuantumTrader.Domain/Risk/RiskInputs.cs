using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>
/// Everything the risk gate looks at, taken at one moment. <c>default</c> denies every entry, and so does each member that is
/// left at its default, except that an absent <see cref="LastEntryAtUtc"/> means there was none.
/// </summary>
public readonly record struct RiskInputs
{
    public DateTimeOffset NowUtc { get; init; }

    /// <summary>The one policy that this decision is made on.</summary>
    public PolicySnapshot Policy { get; init; }

    /// <summary>How long ago the policy may have been proved current.</summary>
    public TimeSpan PolicyAgeMax { get; init; }

    /// <summary>The engine's own mode, which may be tighter than the policy (start-up, mismatch with the venue).</summary>
    public TradingMode Mode { get; init; }

    /// <summary>Nobody has asked for a stop that the policy does not show yet.</summary>
    public bool NoStopAsked { get; init; }

    /// <summary>The symbol's mark price. It must satisfy its own age limit and the policy's.</summary>
    public Freshness<Price> Mark { get; init; }

    /// <summary>Positions that are open plus entries that may still open one; null: unknown.</summary>
    public int? OpenPositions { get; init; }

    /// <summary>This symbol's positions and entries on the way, at the mark, without this intent; null: unknown.</summary>
    public Usd? SymbolNotional { get; init; }

    /// <summary>All positions and entries on the way, at the mark, without this intent; null: unknown.</summary>
    public Usd? TotalNotional { get; init; }

    /// <summary>Wallet and unrealised profit together. Its value is null when the venue could not be read.</summary>
    public Freshness<Usd?> Equity { get; init; }

    /// <summary>Equity at the start of the UTC day, moved by transfers since; null: unknown.</summary>
    public Usd? DayOpenEquity { get; init; }

    /// <summary>What the drawdown monitor made of the last equity. The default, Unknown, denies.</summary>
    public DrawdownStatus Drawdown { get; init; }

    /// <summary>When an entry of this symbol and side was last sent, without this intent itself; null: never.</summary>
    public DateTimeOffset? LastEntryAtUtc { get; init; }

    /// <summary>Entries of all symbols sent in the last 60 s, without this intent itself; null: unknown.</summary>
    public int? EntriesInLastMinute { get; init; }

    /// <summary>An order of unknown outcome or an illegal transition holds this symbol.</summary>
    public bool SymbolBlocked { get; init; }

    /// <summary>Facts can be made durable.</summary>
    public bool JournalOk { get; init; }

    /// <summary>The shared store, and how far behind it is.</summary>
    public StorageFacts Storage { get; init; }

    /// <summary>This process holds the lease of the account, can prove it, and has taken over what the last holder left.</summary>
    public bool IsLeader { get; init; }

    /// <summary>The planned distance of the stop from the entry, above 0 and below 1.</summary>
    public Fraction StopLoss { get; init; }

    /// <summary>Our own orders of the other side that may rest at the venue; null: unknown.</summary>
    public OwnOrders? Opposing { get; init; }

    /// <summary>How often this symbol and side was executed lately, and whether it was switched off for that.</summary>
    public ThrottleFacts Throttle { get; init; }

    /// <summary>What positions and entries on the way bind of the equity, without this intent; null: unknown.</summary>
    public Usd? MarginInUse { get; init; }

    /// <summary>The most margin that may be bound at all, whatever the account holds; zero: nothing may.</summary>
    public Usd CapitalMax { get; init; }

    /// <summary>What the venue demands before it liquidates of the symbol's notional as it is after this intent, a share above 0 and below 1; zero: unknown.</summary>
    public Fraction MaintenanceMargin { get; init; }

    /// <summary>What it demands of all positions and entries on the way, without this intent but at the shares that hold after it; null: unknown.</summary>
    public Usd? MaintenanceHeld { get; init; }

    /// <summary>The symbol's leverage as the venue confirmed it; null: unknown.</summary>
    public Leverage? VenueLeverage { get; init; }

    /// <summary>The lowest and highest price of the symbol within the policy's span.</summary>
    public MarkRange Range { get; init; }

    /// <summary>With what is held in other symbols; looked at when a module sets a limit for it.</summary>
    public CorrelationFacts Correlation { get; init; }

    /// <summary>What the modules above the gate allow together.</summary>
    public GovernorVerdict Governor { get; init; }

    /// <summary>What each module said; for the explanation only.</summary>
    public IReadOnlyList<GovernorSeat>? Seats { get; init; }

    /// <summary>How old an intent may be.</summary>
    public TimeSpan IntentAgeMax { get; init; }
}
