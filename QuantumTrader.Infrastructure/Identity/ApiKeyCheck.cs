using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What came of showing a key.</summary>
public abstract record ApiKeyCheck
{
    /// <param name="IsFromCache">The database was away: good for a stop, and for nothing else.</param>
    public sealed record Good(Caller Caller, bool IsFromCache) : ApiKeyCheck;

    /// <summary>Malformed, unknown, expired, revoked, or its owner is disabled; the caller is told no more than that it is not good.</summary>
    public sealed record Bad(string Why) : ApiKeyCheck;

    /// <summary>The database is away and the cache does not know the key.</summary>
    public sealed record Unknown(string Why) : ApiKeyCheck;
}
