using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Sizing;

/// <summary>How large, how levered and how protected a trade shall be, and why.</summary>
public sealed record SizingDecided(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Symbol Symbol { get; init; }
    public required Usd Notional { get; init; }
    public required Leverage Leverage { get; init; }

    /// <summary>The share of the largest position that was chosen, before the policy's caps.</summary>
    public required Fraction SizeMultiplier { get; init; }

    /// <summary>conservative, balanced or aggressive.</summary>
    public required string ExitPlan { get; init; }

    public required string State { get; init; }
    public required string Action { get; init; }

    /// <summary>FALLBACK_HIGH_VOL, DEFAULT_UNTRAINED, EXPLORED or LEARNED.</summary>
    public required string Reason { get; init; }

    /// <summary>LOW, NORMAL, HIGH, EXTREME or UNKNOWN.</summary>
    public required string Volatility { get; init; }

    public required bool IsHighVol { get; init; }
    public required bool IsFallback { get; init; }
    public required bool WasCapped { get; init; }
}
