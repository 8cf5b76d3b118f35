using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>One look at the account.</summary>
public readonly record struct EquityObservation
{
    /// <summary>Wallet and unrealised profit, which may be zero or less; null: it could not be read.</summary>
    public required Usd? Equity { get; init; }

    /// <summary>
    /// Deposits less withdrawals since the last observation. They must be in <see cref="Equity"/> already, and in no earlier
    /// one: money that arrives before its message looks like profit, money that leaves before it looks like loss.
    /// </summary>
    public Usd NetTransfers { get; init; }

    /// <summary>Without positions an unreadable equity is a nuisance; with positions it is a danger.</summary>
    public required bool PositionsOpen { get; init; }

    /// <summary>The policy's <c>DrawdownLimit</c>.</summary>
    public required Fraction Limit { get; init; }

    /// <summary>The policy's <c>AllTimeDrawdownLimit</c>.</summary>
    public required Fraction AllTimeLimit { get; init; }

    /// <summary>When the equity was read, or when reading it failed; the same reading looked at twice confirms nothing.</summary>
    public required DateTimeOffset AtUtc { get; init; }
}
