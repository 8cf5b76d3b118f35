namespace QuantumTrader.Domain.Execution;

public enum EngineRole
{
    /// <summary>Watches, and may take over. Also the safe default.</summary>
    Standby,

    /// <summary>Holds the lease and can prove it.</summary>
    Leader,
}
