namespace QuantumTrader.Domain.Execution;

/// <summary>When the ledger was corrected.</summary>
public enum LedgerCorrectionCause
{
    /// <summary>Before anything was traded, against the last known ledger or, where there is none, against the open trades.</summary>
    Start,

    /// <summary>By a comparison while the engine runs, after the same difference was seen twice and no fill explained it.</summary>
    Running,
}
