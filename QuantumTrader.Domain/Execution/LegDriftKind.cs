namespace QuantumTrader.Domain.Execution;

/// <summary>In which way ledger and venue tell a leg differently.</summary>
public enum LegDriftKind
{
    /// <summary>Both hold it, not the same quantity or direction.</summary>
    Differs,

    /// <summary>The ledger holds it, the venue does not.</summary>
    Ghost,

    /// <summary>The venue holds it, the ledger does not.</summary>
    Orphan,
}
