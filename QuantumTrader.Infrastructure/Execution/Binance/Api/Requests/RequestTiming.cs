namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>The time stamp of an order that must not come late.</summary>
/// <param name="SentAtUtc">By our clock; the transport adds the distance to the venue's.</param>
/// <param name="ReceiveWindow">The venue refuses it when it comes later than this; whole milliseconds, above zero, at most a minute.</param>
public readonly record struct RequestTiming(DateTimeOffset SentAtUtc, TimeSpan ReceiveWindow);
