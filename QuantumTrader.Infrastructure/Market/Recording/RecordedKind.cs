namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>What a recorded row holds; each kind has a folder of its own.</summary>
public enum RecordedKind
{
    /// <summary>A closed bar, as the venue told it.</summary>
    Candles,

    /// <summary>The marks of one second, as a bar without volume.</summary>
    Marks,
}
