using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The way to the tables that the audit trail is in.</summary>
public interface IAuditDatabase
{
    /// <summary>Does the work with a context of its own, never on the caller's thread, and within a limit; fails when that is over, and then nobody knows.</summary>
    Task<T> RunAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, CancellationToken stopping);
}
