namespace QuantumTrader.Domain.Policy;

/// <summary>
/// A policy and when it was last proved current. Null policy: it could never be read, and nothing is allowed; that is also what
/// <c>default</c> means. A value, because its age changes with every bar of a replay.
/// </summary>
public readonly record struct PolicySnapshot(TradingPolicy? Policy, DateTimeOffset? ReadAtUtc)
{
    public static readonly PolicySnapshot Never = new(null, null);

    /// <summary>True as long as no policy says that there is none.</summary>
    public bool IsEmergencyMode => Policy is not { EmergencyMode: false };

    /// <summary>What the policy says, while it was proved current within <paramref name="ageMax"/>; the gate has more reasons to refuse.</summary>
    public bool CanOpenNewTrades(DateTimeOffset nowUtc, TimeSpan ageMax) =>
        Policy is { CanOpenNewTrades: true } && ReadAtUtc is { } readAt && nowUtc >= readAt && nowUtc - readAt <= ageMax;
}
