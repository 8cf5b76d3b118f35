namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Answers to repeated requests, kept for a day per API key and idempotency key.</summary>
public interface IIdempotency
{
    Task<StoredResponse?> FindAsync(Guid keyId, string idempotencyKey, CancellationToken stopping);

    /// <summary>The first one stays; the one that is stored is returned.</summary>
    Task<StoredResponse> StoreAsync(Guid keyId, string idempotencyKey, StoredResponse response, CancellationToken stopping);
}
