using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>The alerts of this instance at one moment.</summary>
/// <param name="Open">Newest first.</param>
/// <param name="Recent">Those that are over, newest first.</param>
/// <param name="Waiting">Messages that have to go out, oldest first.</param>
/// <param name="Dead">Messages that were given up, newest first.</param>
/// <param name="DroppedCount">Alerts that found no room, since the start.</param>
public sealed record AlertsState(
    IReadOnlyList<Alert> Open, IReadOnlyList<Alert> Recent, IReadOnlyList<AlertDelivery> Waiting, IReadOnlyList<AlertDelivery> Dead, long DroppedCount);
