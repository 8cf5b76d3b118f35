using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>API keys, for whoever may manage them.</summary>
public interface IKeyControl
{
    Task<Guarded<IReadOnlyList<ApiKeyFacts>>> ListAsync(Caller caller, CancellationToken stopping);

    /// <summary>Lifetimes from an hour to a year. The key is in the answer, this once. Fails with a text for an owner that is disabled or unknown, or whose roles do not cover a scope.</summary>
    Task<Guarded<KeyCreation>> CreateAsync(Caller caller, Guid ownerId, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping);

    /// <summary>False when there is no such key.</summary>
    Task<Guarded<bool>> RevokeAsync(Caller caller, Guid id, string reason, CancellationToken stopping);
}
