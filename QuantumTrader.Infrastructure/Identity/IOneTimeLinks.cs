namespace QuantumTrader.Infrastructure.Identity;

/// <summary>One-time links: 32 random bytes each, of which only the hash is kept; good once, and for a while.</summary>
public interface IOneTimeLinks
{
    /// <summary>The token; earlier ones for the same purpose and user end.</summary>
    Task<string> IssueAsync(LinkPurpose purpose, Guid? userId, CancellationToken stopping);

    /// <summary>Whether the token could be redeemed now; nothing is used up.</summary>
    Task<OneTimeLink?> PeekAsync(string? token, CancellationToken stopping);

    /// <summary>Uses it up; null when it is unknown, used or too old. Of two at once one succeeds.</summary>
    Task<OneTimeLink?> RedeemAsync(string? token, CancellationToken stopping);
}
