namespace QuantumTrader.Domain.Policy;

/// <summary>
/// A policy and when it was last proved current. Null policy: it could never be read, and nothing is allowed; that is also what
/// <c>default</c> means. A value, because its age changes with every bar of a replay.
/// </summary>
public readonly record struct PolicySnapshot(TradingPolicy? Policy, DateTimeOffset? ReadAtUtc)
{
    public static readonly PolicySnapshot Never = new(null, null);
}
