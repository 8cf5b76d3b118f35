using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>How far the ledger was from the venue at the last comparison that could be made.</summary>
/// <param name="ComparedAtUtc">When the venue was read, by the engine's clock.</param>
/// <param name="Wallet">The venue's wallet less ours, in dollars; zero when they are equal.</param>
/// <param name="Legs">Those that differ; empty when none does.</param>
/// <param name="Score">
/// What differs, wallet and legs at the mark without regard to sign, as a share of the account's equity: 0 when ledger and venue are equal.
/// Null when it cannot be reckoned, because the equity is not positive or a mark is missing; that is never "equal".
/// </param>
/// <param name="SinceUtc">When the difference was first seen; null while there is none.</param>
public sealed record AccountDrift(DateTimeOffset ComparedAtUtc, Usd Wallet, IReadOnlyList<LegDrift> Legs, Fraction? Score, DateTimeOffset? SinceUtc)
{
    public bool IsNone => Wallet == Usd.Zero && Legs.Count == 0;
}
