namespace QuantumTrader.Domain.Emergency;

/// <summary>The fact that trading is stopped. Kept in the policy and in a file; only an authorised reset of this id clears it.</summary>
public sealed record EmergencyLatch(Guid EmergencyId, string Reason, string Trigger, string ActivatedBy, DateTimeOffset ActivatedAtUtc);
