using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>The alerts, for people and keys that may.</summary>
public interface IAlertControl
{
    /// <summary>Also while the database is away: then what this instance has in memory, and it says so.</summary>
    Task<Guarded<AlertList>> ListAsync(Caller caller, CancellationToken stopping);

    /// <summary>Once more by the same name is done as well, and changes nothing.</summary>
    Task<Guarded<AcknowledgeReceipt>> AcknowledgeAsync(Caller caller, Guid id, string? note, CancellationToken stopping);

    /// <summary>Sends out again what was given up; how many messages.</summary>
    Task<Guarded<int>> SendAgainAsync(Caller caller, CancellationToken stopping);
}
