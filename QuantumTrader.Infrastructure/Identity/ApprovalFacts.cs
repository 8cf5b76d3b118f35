using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>A request to a second person.</summary>
/// <param name="Summary">What exactly is asked for, in words; what is done later must be the same.</param>
public sealed record ApprovalFacts(Guid Id, AccessAction Action, string Summary, Guid RequestedById, string RequestedBy, DateTimeOffset RequestedAtUtc, DateTimeOffset ExpiresAtUtc, ApprovalState State)
{
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAtUtc { get; init; }
    public string? Note { get; init; }
}
