using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>What lies between two policies, the emergency and the bookkeeping aside.</summary>
/// <param name="Step">Of the whole: looser as soon as one value is.</param>
/// <param name="Differences">In the order of <see cref="PolicyFields.All"/>.</param>
public sealed record PolicyComparison(PolicyStep Step, IReadOnlyList<PolicyDifference> Differences)
{
    /// <summary>In words, such as <c>PriceCollar 0.02 → 0.01; EntriesPerMinuteMax 20 → 10</c>; empty when nothing differs.</summary>
    public string Text => string.Join("; ", Differences);
}
