namespace QuantumTrader.Benchmarks;

/// <summary>One measured operation.</summary>
/// <param name="MedianNs">Median over batches of the mean time of a call.</param>
/// <param name="P99Ns">99th percentile of the same.</param>
/// <param name="BytesPerCall">Managed memory allocated by a call.</param>
/// <param name="TargetNs">What the median must not exceed.</param>
public sealed record BenchmarkRow(string Name, double MedianNs, double P99Ns, double BytesPerCall, double TargetNs)
{
    /// <summary>Hot paths allocate nothing, so one byte is a failure, too.</summary>
    public bool MeetsTarget => MedianNs <= TargetNs && BytesPerCall == 0.0;
}
