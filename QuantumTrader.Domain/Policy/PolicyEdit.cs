namespace QuantumTrader.Domain.Policy;

/// <summary>What a <see cref="PolicyChange"/> makes of a policy.</summary>
public abstract record PolicyEdit
{
    private PolicyEdit()
    {
    }

    /// <param name="Next">To be written over the policy that was edited.</param>
    /// <param name="Comparison">Of both; never empty.</param>
    public sealed record Made(TradingPolicy Next, PolicyComparison Comparison) : PolicyEdit;

    /// <param name="Why">Everything that is wrong with it, for people.</param>
    public sealed record Refused(string Why) : PolicyEdit;
}
