namespace QuantumTrader.Infrastructure.Audit;

/// <summary>What came of checking the audit trail.</summary>
/// <param name="Records">How many were read.</param>
/// <param name="Fault">The first thing that is wrong, naming its record; null when it is sound.</param>
/// <param name="Anchors">How many anchors from the journal were compared.</param>
public sealed record AuditVerdict(long Records, string? Fault, int Anchors)
{
    public bool IsSound => Fault is null;
}
