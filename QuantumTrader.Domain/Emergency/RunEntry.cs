namespace QuantumTrader.Domain.Emergency;

/// <summary>A line of a run's record: exactly one of its parts.</summary>
public sealed record RunEntry
{
    public RunReceipt? Receipt { get; init; }
    public RunReading? Reading { get; init; }

    public static RunEntry Of(RunReceipt receipt) => new() { Receipt = receipt };

    public static RunEntry Of(RunReading reading) => new() { Reading = reading };
}
