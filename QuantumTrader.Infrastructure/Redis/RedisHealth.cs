namespace QuantumTrader.Infrastructure.Redis;

/// <param name="State">As of the last probe.</param>
/// <param name="SinceUtc">When this state began.</param>
/// <param name="Cause">Why it is not Ready, with the remedy; null when it is.</param>
/// <param name="Latency">Of the last probe that was answered.</param>
/// <param name="Warnings">Settings that were accepted by <see cref="RedisOptions.Accept"/>; shown as long as they last.</param>
public sealed record RedisHealth(RedisState State, DateTimeOffset SinceUtc, string? Cause, TimeSpan? Latency, IReadOnlyList<string> Warnings);
