namespace QuantumTrader.Infrastructure.Identity;

/// <param name="User">As it is now; null when there is none.</param>
/// <param name="Refusal">Why nothing was changed; null when it was.</param>
public sealed record UserChange(UserFacts? User, string? Refusal);
