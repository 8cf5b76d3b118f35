using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>Trading was stopped.</summary>
public sealed record EmergencyStopped(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required string Trigger { get; init; }
    public required string Reason { get; init; }
    public required string ActivatedBy { get; init; }
}

/// <summary>The run went on to another state.</summary>
public sealed record EmergencyRunAdvanced(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required EmergencyRunState State { get; init; }
    public required int OrdersCanceled { get; init; }
    public required int ClosesSent { get; init; }
    public required int PositionsLeft { get; init; }
    public string Detail { get; init; } = "";
}

/// <summary>An authorised person allowed trading again.</summary>
public sealed record EmergencyReset(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required string ResetBy { get; init; }
    public required string Reason { get; init; }

    /// <summary>True: the drawdown peak was set to the equity at the reset; false: the old peak stays.</summary>
    public required bool PeakRebased { get; init; }

    public required Usd Equity { get; init; }
}
