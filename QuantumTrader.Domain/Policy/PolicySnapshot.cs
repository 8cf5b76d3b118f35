namespace QuantumTrader.Domain.Policy;

/// <summary>A policy and when it was last proved current. Null policy: it could never be read, and nothing is allowed.</summary>
public sealed record PolicySnapshot(TradingPolicy? Policy, DateTimeOffset? ReadAtUtc)
{
    public static readonly PolicySnapshot Never = new(null, null);
}
