namespace QuantumTrader.Domain.Policy;

/// <summary>One field of a policy that may not be as it is.</summary>
/// <param name="Field">Path in the document, such as <c>Modes.NORMAL.LeverageMax</c>.</param>
/// <param name="Range">What would be accepted.</param>
/// <param name="Actual">What was found.</param>
public sealed record PolicyProblem(string Field, string Range, string Actual)
{
    public override string ToString() => $"{Field} must be {Range}, but is {Actual}.";
}
