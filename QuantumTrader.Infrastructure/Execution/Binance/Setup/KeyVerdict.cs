namespace QuantumTrader.Infrastructure.Execution.Binance.Setup;

/// <summary>What the venue says about the key.</summary>
/// <param name="Faults">Each forbids live trading; also that nothing could be learnt is one.</param>
/// <param name="Warnings">What people should know.</param>
public sealed record KeyVerdict(IReadOnlyList<string> Faults, IReadOnlyList<string> Warnings)
{
    public bool IsSafe => Faults.Count == 0;
}
