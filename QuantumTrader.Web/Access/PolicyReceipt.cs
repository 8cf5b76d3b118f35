using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Access;

/// <param name="Version">What is in force now; null when nothing was changed.</param>
/// <param name="Refusal">Why nothing was changed, for people; null when it was.</param>
/// <param name="Comparison">What was changed; null when nothing was.</param>
public sealed record PolicyReceipt(long? Version, string? Refusal, PolicyComparison? Comparison)
{
    public bool Done => Version is not null;
}
