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

    public required DateTimeOffset UpdatedAtUtc { get; init; }
    public required string UpdatedBy { get; init; }

    /// <summary>The limits in force.</summary>
    public RiskModeLimits Limits => Modes[ActiveMode];

    public bool CanOpenNewTrades => AllowNewTrades && !EmergencyMode;
}
