using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>What is known of a user. Holds no secret.</summary>
/// <param name="SecurityStamp">Changes whenever the password, the second factor, the roles or the disabling change; ends older sessions' trust.</param>
/// <param name="HasPassword">False until the one-time link was used.</param>
public sealed record UserFacts(Guid Id, string Name, Roles Roles, bool IsDisabled, bool HasPassword, bool HasTotp, string SecurityStamp, DateTimeOffset CreatedAtUtc, DateTimeOffset? LastSignInAtUtc);
