namespace QuantumTrader.Domain.Emergency;

/// <summary>How far trading has come back after a reset. Ordered: a higher value allows more.</summary>
public enum ReEntryStage
{
    /// <summary>Nothing is opened.</summary>
    ReduceOnly,

    /// <summary>A tenth of each size.</summary>
    Tenth,

    /// <summary>Half of each size.</summary>
    Half,

    Full,
}
