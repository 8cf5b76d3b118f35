namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Whether what the stream told of the account is whole. Not trusted means: no entries.</summary>
/// <param name="SinceUtc">Since when it is as it is.</param>
/// <param name="Cause">Why it is not trusted; null when it is.</param>
public sealed record StreamTrust(bool IsTrusted, DateTimeOffset SinceUtc, string? Cause);
