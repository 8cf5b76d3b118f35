using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>The alerts, for people and keys that may.</summary>
public interface IAlertControl
{
    /// <summary>Also while the database is away: then what this instance has in memory, and it says so.</summary>
    Task<Guarded<AlertList>> ListAsync(Caller caller, CancellationToken stopping);

    /// <summary>Null when it was acknowledged; else why not.</summary>
    Task<Guarded<string?>> AcknowledgeAsync(Caller caller, Guid id, string? note, CancellationToken stopping);

    /// <summary>Sends out again what was given up; how many messages.</summary>
    Task<Guarded<int>> SendAgainAsync(Caller caller, CancellationToken stopping);
}
