namespace QuantumTrader.Domain.Alerts;

/// <summary>What somebody has to be told. Holds no secret: it goes to screens and out to a webhook.</summary>
/// <param name="Kind">From the <see cref="AlertCatalogue"/>.</param>
/// <param name="Key">What it is about, within the code: a symbol, an emergency; empty when the code says all. One alert is open for each.</param>
/// <param name="Text">One or two sentences with the numbers.</param>
/// <param name="Source">The part that noticed it, such as <c>emergency</c>.</param>
public sealed record AlertReport(AlertKind Kind, string Key, string Text, string Source, DateTimeOffset AtUtc)
{
    /// <summary>Another than the kind's; null for the kind's.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>The emergency or the chain of events that it belongs to.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The event that it tells of: the same event again is not counted twice.</summary>
    public Guid? CauseId { get; init; }
}
