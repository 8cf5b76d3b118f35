using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Domain.Risk;

/// <summary>The policy, or the engine's mode, does not permit new risk.</summary>
public sealed record PolicyMissing() : DenialReason("POLICY_MISSING")
{
    public override string Detail => "No policy could be read since the start.";
}

public sealed record PolicyStale(TimeSpan? Age, TimeSpan AgeMax) : DenialReason("POLICY_STALE")
{
    public override string Detail => $"The policy was last proved current {Say.Age(Age)}; at most {Say.Time(AgeMax)} is allowed.";
}

public sealed record PolicyInvalid(IReadOnlyList<PolicyProblem> Problems) : DenialReason("POLICY_INVALID")
{
    public override string Detail => Problems.Count > 0 ? string.Join(' ', Problems) : "The policy is out of range.";
}

public sealed record ModeHalted(TradingMode Mode) : DenialReason("MODE_HALTED")
{
    public override string Detail => "The engine is halted.";
}

public sealed record ModeReduceOnly() : DenialReason("MODE_REDUCE_ONLY")
{
    public override string Detail => "The engine only reduces positions.";
}

public sealed record EmergencyActive(Guid? EmergencyId, string? Reason, DateTimeOffset? ActivatedAtUtc) : DenialReason("EMERGENCY_ACTIVE")
{
    public override string Detail => $"Emergency {EmergencyId?.ToString() ?? "without id"} holds since {Say.At(ActivatedAtUtc)}: {Reason ?? "no reason given"}.";
}

public sealed record NewTradesNotAllowed(long PolicyVersion) : DenialReason("NEW_TRADES_NOT_ALLOWED")
{
    public override string Detail => Say.It($"Policy version {PolicyVersion}, or its mode, does not allow new trades.");
}
