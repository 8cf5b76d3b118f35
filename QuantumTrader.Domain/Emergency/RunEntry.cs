namespace QuantumTrader.Domain.Emergency;

/// <summary>A line of a run's record: exactly one of its parts.</summary>
public sealed record RunEntry
{
    public RunReceipt? Receipt { get; init; }
    public RunReading? Reading { get; init; }

    /// <summary>How the run ended: with it the record says all that its certificate says.</summary>
    public EmergencyRecord? End { get; init; }

    public static RunEntry Of(RunReceipt receipt) => new() { Receipt = receipt };

    public static RunEntry Of(RunReading reading) => new() { Reading = reading };

    public static RunEntry Of(EmergencyRecord end) => new() { End = end };
}
