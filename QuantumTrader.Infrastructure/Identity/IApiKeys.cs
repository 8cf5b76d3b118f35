using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// API keys: <c>qt_</c>, the key's id, and 32 random bytes, of which only the SHA-256 is kept. What is needed to check a key is also
/// in a file of the data directory that only this app can have written, so that a stop by key works with the database down.
/// </summary>
public interface IApiKeys
{
    /// <summary>The key itself is in the answer, this once.</summary>
    Task<NewApiKey> CreateAsync(UserFacts owner, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping);

    ValueTask<ApiKeyCheck> CheckAsync(string? text, string? address, CancellationToken stopping);

    /// <summary>False when there is no such key. Holds here at once, elsewhere within <see cref="AccessOptions.RecheckAfter"/>.</summary>
    Task<bool> RevokeAsync(Guid id, CancellationToken stopping);

    /// <summary>Newest first, the revoked and expired too.</summary>
    Task<IReadOnlyList<ApiKeyFacts>> ListAsync(CancellationToken stopping);
}
