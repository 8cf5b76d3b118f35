using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>One value that is not as it was.</summary>
/// <param name="Field">Path in the document; for values that go back by themselves, <c>Temporary.</c> and the field's path.</param>
/// <param name="Before">As it is written; null: there was none.</param>
/// <param name="After">As it is written; null: there is none any more.</param>
public sealed record PolicyDifference(string Field, string? Before, string? After, PolicyStep Step)
{
    public override string ToString() => $"{Field} {Before ?? "none"} → {After ?? "none"}";
}
