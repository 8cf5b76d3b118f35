using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>Trading was stopped. Its time is that of the stop, however late it was written.</summary>
public sealed record EmergencyStopped(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required string Trigger { get; init; }
    public required string Reason { get; init; }
    public required string ActivatedBy { get; init; }

    /// <summary>When it was written, where the journal refused it then or the process ended before; null: at once.</summary>
    public DateTimeOffset? RecordedLateAtUtc { get; init; }
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

/// <summary>A run has its certificate; the hash in the journal is what the file is checked against.</summary>
public sealed record EmergencyCertified(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }

    /// <summary>See <see cref="RunName"/>.</summary>
    public required string Run { get; init; }

    public required EmergencyRunState Outcome { get; init; }
    public required int Receipts { get; init; }

    /// <summary>SHA-256 of the certificate's canonical text, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>An authorised person said, with evidence, that a stop was a false trip. Its certificate stays as it is.</summary>
public sealed record EmergencyAnnulled(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required string Run { get; init; }
    public required string AnnulledBy { get; init; }
    public required string Evidence { get; init; }
    public required string Sha256 { get; init; }
}

/// <summary>Trading comes back in steps after a reset; it went a step forward, or back.</summary>
public sealed record ReEntryMoved(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid EmergencyId { get; init; }
    public required ReEntryStage Stage { get; init; }
    public required Fraction SizeShare { get; init; }
    public required string Cause { get; init; }
}

/// <summary>The emergency stop was tried on a copy of the account.</summary>
public sealed record EmergencyDrilled(Guid EventId, DateTimeOffset AtUtc) : DomainEvent(EventId, AtUtc)
{
    public required Guid DrillId { get; init; }
    public required string AskedBy { get; init; }
    public required EmergencyRunState Outcome { get; init; }
    public required int Positions { get; init; }
    public required int Orders { get; init; }
    public required TimeSpan Took { get; init; }
}
