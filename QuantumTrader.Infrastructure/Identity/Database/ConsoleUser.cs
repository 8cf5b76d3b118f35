using Microsoft.AspNetCore.Identity;
using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A user as the database has it.</summary>
public sealed class ConsoleUser : IdentityUser<Guid>
{
    public Roles Roles { get; set; }
    public bool IsDisabled { get; set; }
    public DateTimeOffset CreatedAtUtc { get; set; }
    public DateTimeOffset? LastSignInAtUtc { get; set; }

    /// <summary>The time step of the last code that was accepted: an earlier one or the same is refused.</summary>
    public long LastTotpStep { get; set; }
}
