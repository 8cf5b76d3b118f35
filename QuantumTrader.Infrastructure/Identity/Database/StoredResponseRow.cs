namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>An answer that is kept for repeated requests.</summary>
public sealed class StoredResponseRow
{
    public Guid KeyId { get; set; }
    public required string IdempotencyKey { get; set; }
    public required string RequestHash { get; set; }
    public int StatusCode { get; set; }
    public required string Body { get; set; }
    public DateTimeOffset AtUtc { get; set; }
}
