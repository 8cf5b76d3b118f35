using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Hosting.Rehearsal;

/// <summary>Looks answers up where they are kept, and keeps none.</summary>
internal sealed class AnswersNotKept(IIdempotency kept) : IIdempotency
{
    public Task<StoredResponse?> FindAsync(Guid keyId, string idempotencyKey, CancellationToken stopping) => kept.FindAsync(keyId, idempotencyKey, stopping);

    public Task<StoredResponse> StoreAsync(Guid keyId, string idempotencyKey, StoredResponse response, CancellationToken stopping) => Task.FromResult(response);
}
