namespace QuantumTrader.Domain.Alerts;

/// <summary>One entry of the <see cref="AlertCatalogue"/>.</summary>
/// <param name="Code">Stable upper-case word; its page is in docs/runbooks.</param>
/// <param name="Severity">Where the report says nothing else.</param>
/// <param name="Title">A few words for people.</param>
public sealed record AlertKind(string Code, AlertSeverity Severity, string Title, AlertEnd Ends = AlertEnd.WhenOver)
{
    /// <summary>The page that says what to do.</summary>
    public string Runbook { get; } = $"docs/runbooks/{Code.Replace('_', '-').ToLowerInvariant()}.md";

    /// <summary>False for what is about the telling itself: it would beget itself.</summary>
    public bool IsSentOut { get; init; } = true;
}
