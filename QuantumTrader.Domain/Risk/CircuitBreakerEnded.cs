using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>What became of the stop that a drawdown limit asked for.</summary>
public sealed record CircuitBreakerEnded(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }

    /// <summary>True: the venue was read and holds nothing (dust aside). False: the run is stuck, something may be open, and it goes on trying.</summary>
    public required bool Succeeded { get; init; }

    public required EmergencyRunState RunState { get; init; }

    /// <summary>From the activation.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>What is left; null when it cannot be told.</summary>
    public required Usd? Equity { get; init; }

    /// <summary>From the peak, after what closing cost; null when it cannot be told.</summary>
    public required Fraction? Drawdown { get; init; }
}
