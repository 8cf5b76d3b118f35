namespace QuantumTrader.Infrastructure.Audit;

/// <summary>What the journal says that the audit trail's head once was.</summary>
/// <param name="JournalSequence">Where the journal says it.</param>
public readonly record struct AuditAnchor(long Seq, string Hash, long JournalSequence);
