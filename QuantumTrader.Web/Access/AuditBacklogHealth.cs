namespace QuantumTrader.Web.Access;

/// <summary>Whether the audit trail takes what has happened.</summary>
/// <param name="Waiting">Records of what was done already, to be written.</param>
/// <param name="LostCount">Records that are in the log only, since the start.</param>
/// <param name="SinceUtc">When the trail stopped to take them; null while it does.</param>
/// <param name="Cause">Why; null while it does.</param>
public sealed record AuditBacklogHealth(int Waiting, long LostCount, DateTimeOffset? SinceUtc, string? Cause);
