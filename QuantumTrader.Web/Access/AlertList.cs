using QuantumTrader.Domain.Alerts;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Access;

/// <param name="Alerts">Open ones first, the newest first. Of all instances that share the database while it answers.</param>
/// <param name="Waiting">Messages that have to go out.</param>
/// <param name="Dead">Messages that were given up, newest first.</param>
/// <param name="Trouble">Why the list may lack alerts of before the start and of other instances; null when it lacks none.</param>
public sealed record AlertList(IReadOnlyList<Alert> Alerts, IReadOnlyList<AlertDelivery> Waiting, IReadOnlyList<AlertDelivery> Dead, string? Trouble)
{
    /// <summary>The newest safety events of the journal, newest first.</summary>
    public IReadOnlyList<SafetyNotice> Notices { get; init; } = [];
}
