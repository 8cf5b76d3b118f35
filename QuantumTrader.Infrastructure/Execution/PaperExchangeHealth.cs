namespace QuantumTrader.Infrastructure.Execution;

/// <summary>The paper exchange as the operator sees it.</summary>
/// <param name="IsLoaded">False before the stored account was read: every order is refused and every question fails.</param>
/// <param name="SaveFailure">Why the account cannot be saved; null while it can. Orders still act, their outcome is Unknown.</param>
/// <param name="FailingSinceUtc">When saving began to fail.</param>
/// <param name="HeldUpdates">Updates that wait to become durable before the listener is told.</param>
/// <param name="BarsIgnored">Bars that came twice, too late, or without valid prices.</param>
public sealed record PaperExchangeHealth(bool IsLoaded, string? SaveFailure, DateTimeOffset? FailingSinceUtc, int HeldUpdates, long BarsIgnored);
