using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>What was held to be true of the account differed from what the venue tells, and the venue's word was taken.</summary>
public sealed record LedgerCorrected(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required LedgerCorrectionCause Cause { get; init; }

    /// <summary>When the venue made the reading that was taken, by its clock.</summary>
    public required DateTimeOffset ReadAtUtc { get; init; }

    /// <summary>Null at a start that knows no wallet of before.</summary>
    public required Usd? WalletBefore { get; init; }

    public required Usd WalletAfter { get; init; }

    /// <summary>Those that were corrected: before is ours, after is theirs.</summary>
    public required IReadOnlyList<LegDrift> Legs { get; init; }

    /// <inheritdoc cref="AccountDrift.Score"/>
    public required Fraction? Score { get; init; }
}
