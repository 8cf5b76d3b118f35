using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Web.Alerts;

/// <summary>One thing that is not as it should be.</summary>
/// <param name="Text">One or two sentences with the numbers.</param>
/// <param name="Key">Which one, where there may be several.</param>
/// <param name="Severity">Another than the kind's.</param>
public sealed record AlertSign(string Text, string Key = "", AlertSeverity? Severity = null)
{
    public Guid? CorrelationId { get; init; }
}
