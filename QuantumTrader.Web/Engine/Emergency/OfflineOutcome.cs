using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Emergency;

/// <param name="Status">Of the stop that was run here.</param>
/// <param name="Leader">The other process that led when it began; null: none was known.</param>
public sealed record OfflineOutcome(EmergencyStatus Status, LeaderElsewhere? Leader);

/// <summary>Another process that traded the account when the stop began.</summary>
/// <param name="Name">As the lease names it.</param>
/// <param name="HasItsOwnAccount">Paper: what it trades is seen from its own data directory alone, and nothing here proves that flat.</param>
public sealed record LeaderElsewhere(string Name, bool HasItsOwnAccount)
{
    /// <summary>Of its data directory, when its lease had run out already; null while the lease names it.</summary>
    public string? JournalId { get; init; }

    /// <summary>How far it says that it is; null: it said nothing.</summary>
    public EmergencyRunState? Reports { get; init; }

    public bool IsDone => Reports is EmergencyRunState.Flat or EmergencyRunState.FlatExceptDust;
}
