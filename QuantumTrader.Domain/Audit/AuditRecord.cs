namespace QuantumTrader.Domain.Audit;

/// <summary>An entry in its place in the chain.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="PreviousHash">Of the record before; <see cref="AuditChain.Genesis"/> for the first.</param>
/// <param name="Hash">SHA-256 in lower-case hex, see <see cref="AuditChain"/>.</param>
public sealed record AuditRecord(long Seq, AuditEntry Entry, string PreviousHash, string Hash);
