namespace QuantumTrader.Domain.Policy;

/// <summary>A value that was loosened for a while. Part of the policy, so that no restart forgets it.</summary>
/// <param name="Field">Path in the document, such as <c>Modes.NORMAL.LeverageMax</c>.</param>
/// <param name="Back">What it goes back to, as it is written for people and machines alike.</param>
/// <param name="UntilUtc">From then on <paramref name="Back"/> holds.</param>
public sealed record TemporaryValue(string Field, string Back, DateTimeOffset UntilUtc);
