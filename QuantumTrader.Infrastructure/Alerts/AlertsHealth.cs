namespace QuantumTrader.Infrastructure.Alerts;

/// <summary>Whether the alerts themselves are kept and get out.</summary>
/// <param name="NotSavedSinceUtc">Since when one of the two places does not take them; null while both do.</param>
/// <param name="Cause">Why; null while both do.</param>
public sealed record AlertsHealth(DateTimeOffset? NotSavedSinceUtc, string? Cause);
