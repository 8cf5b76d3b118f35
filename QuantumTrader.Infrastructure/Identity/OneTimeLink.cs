namespace QuantumTrader.Infrastructure.Identity;

/// <param name="UserId">Null for the first setup.</param>
public sealed record OneTimeLink(LinkPurpose Purpose, Guid? UserId, DateTimeOffset ExpiresAtUtc);
