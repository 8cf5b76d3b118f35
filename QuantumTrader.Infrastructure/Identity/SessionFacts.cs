namespace QuantumTrader.Infrastructure.Identity;

/// <summary>A signed-in browser.</summary>
/// <param name="SecurityStamp">The user's when the session began; the session is over when the user's is another.</param>
/// <param name="FreshAtUtc">When the password was last proved in it.</param>
public sealed record SessionFacts(
    Guid Id, Guid UserId, string SecurityStamp, DateTimeOffset StartedAtUtc, DateTimeOffset LastSeenAtUtc, DateTimeOffset FreshAtUtc, bool IsFreshByTotp, string? Address, string? Agent)
{
    public DateTimeOffset? EndedAtUtc { get; init; }
}
