using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy;

/// <summary>The one document that says what may be done. Immutable; a change is a new version.</summary>
public sealed record TradingPolicy
{
    /// <summary>Grows by one with each write; writes name the version that they were based on.</summary>
    public required long Version { get; init; }

    public required RiskMode ActiveMode { get; init; }
    public required IReadOnlyDictionary<RiskMode, RiskModeLimits> Modes { get; init; }

    public bool EmergencyMode { get; init; }
    public bool AllowNewTrades { get; init; } = true;
    public string? EmergencyReason { get; init; }
    public DateTimeOffset? EmergencyActivatedAtUtc { get; init; }

    /// <summary>What stopped trading, such as MANUAL or DRAWDOWN; null while no emergency holds, and in documents from before it was kept.</summary>
    public string? EmergencyTrigger { get; init; }

    /// <summary>What <see cref="AllowNewTrades"/> goes back to at the reset: a person may have switched it off before. Null while no emergency holds, and in documents from before it was kept.</summary>
    public bool? NewTradesBeforeEmergency { get; init; }

    /// <summary>Which emergency; a latch file is stale only when the reset of this very id is on record.</summary>
    public Guid? EmergencyId { get; init; }

    /// <summary>The last emergency that was reset by an authorised person.</summary>
    public Guid? LastResetEmergencyId { get; init; }

    /// <summary>All positions of one symbol together.</summary>
    public required Usd SymbolNotionalMax { get; init; }

    /// <summary>All positions together, as a multiple of equity.</summary>
    public required Fraction TotalExposureMax { get; init; }

    /// <summary>How far an order's price may be from the mark.</summary>
    public required Fraction PriceCollar { get; init; }

    /// <summary>Entries per minute over all symbols.</summary>
    public required int EntriesPerMinuteMax { get; init; }

    /// <summary>Two entries of one symbol and side within this time are one too many.</summary>
    public required TimeSpan DuplicateWindow { get; init; }

    /// <summary>Market data older than this decides nothing.</summary>
    public required TimeSpan DataAgeMax { get; init; }

    /// <summary>The emergency stop runs when equity is this far below its peak. 0.10 by default.</summary>
    public required Fraction DrawdownLimit { get; init; }

    /// <summary>(0, 1], 0.20 by default: the emergency stop runs when equity is this far below its highest ever, which no reset lowers.</summary>
    public Fraction AllTimeDrawdownLimit { get; init; } = new(0.20m);

    /// <summary>Above 0; USD a minute over the last five minutes, 100 by default. Equity that falls faster starts the emergency stop.</summary>
    public Usd LossVelocityMax { get; init; } = new(100m);

    /// <summary>(0, 125], 0.30 by default: all positions of one symbol together, as a multiple of equity.</summary>
    public Fraction ConcentrationMax { get; init; } = new(0.30m);

    /// <summary>(0, 1], 0.65 by default: the share of equity that may be bound as margin.</summary>
    public Fraction MarginUseMax { get; init; } = new(0.65m);

    /// <summary>[0, 1), 0.05 by default: how far from the mark, as a share of it, the liquidation price must be after an entry.</summary>
    public Fraction LiquidationDistanceMin { get; init; } = new(0.05m);

    /// <summary>(0, 1), 0.05 by default: how far the mark may have moved within <see cref="WindowCollarSpan"/> when a position is opened.</summary>
    public Fraction WindowCollar { get; init; } = new(0.05m);

    /// <summary>Above zero, at most an hour; a minute by default.</summary>
    public TimeSpan WindowCollarSpan { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// 1 to 1000, 10 by default: entries of one symbol and side that were executed within <see cref="RepeatedExecutionWindow"/>. One more is
    /// refused, and so is every further one until a named person switches them on again.
    /// </summary>
    public int RepeatedExecutionsMax { get; init; } = 10;

    /// <summary>Above zero, at most a day; a minute by default.</summary>
    public TimeSpan RepeatedExecutionWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What goes back by itself; null when nothing does. At most one entry for a field.</summary>
    public IReadOnlyList<TemporaryValue>? Temporary { get; init; }

    public required DateTimeOffset UpdatedAtUtc { get; init; }
    public required string UpdatedBy { get; init; }

    /// <summary>Why this version was written, in the author's words; null where nobody was asked.</summary>
    public string? UpdateReason { get; init; }

    /// <summary>The limits in force.</summary>
    public RiskModeLimits Limits => Modes[ActiveMode];

    public bool CanOpenNewTrades => AllowNewTrades && !EmergencyMode;

    /// <summary>What people allow, the emergency aside; not when nobody knows.</summary>
    public bool AllowsNewTradesAside => EmergencyMode ? NewTradesBeforeEmergency is true : AllowNewTrades;
}
