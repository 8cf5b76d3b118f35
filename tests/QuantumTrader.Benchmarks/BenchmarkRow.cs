namespace QuantumTrader.Benchmarks;

/// <summary>One line of the report.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Measured">With its unit.</param>
/// <param name="Target">Empty when there is none.</param>
/// <param name="IsMet">Null without a target.</param>
/// <param name="Note">What else a reader must know: spread, bytes, ratio.</param>
public sealed record BenchmarkRow(string Name, string Measured, string Target, bool? IsMet, string Note)
{
    public static BenchmarkRow Skipped(string name, string target, string why) => new(name, "not measured", target, null, why);
}
