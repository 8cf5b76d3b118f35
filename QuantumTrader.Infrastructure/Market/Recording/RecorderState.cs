namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>How the recorder fares.</summary>
public enum RecorderState
{
    /// <summary>Switched off, or the market is not the exchange's.</summary>
    Off,

    Recording,

    /// <summary>The disk has less room than is left to the journal: rows are dropped and counted.</summary>
    LowSpace,

    /// <summary>The disk refused a write: rows are dropped and counted, and every write tries anew.</summary>
    Failing,
}
