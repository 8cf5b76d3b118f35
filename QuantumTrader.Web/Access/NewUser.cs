using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <param name="Refusal">Why there is none; null when there is.</param>
/// <param name="LinkToken">A secret, shown once.</param>
public sealed record NewUser(UserFacts? User, string? Refusal, string? LinkToken)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => User?.Name ?? Refusal ?? "";
}
