using QuantumTrader.Domain.Alerts;

namespace QuantumTrader.Web.Alerts;

/// <summary>One row of the table of states that people are told about.</summary>
/// <param name="Kind">What is raised.</param>
/// <param name="Source">Which part it comes from.</param>
/// <param name="Look">Null: not known now, so nothing is raised and nothing is over. Empty: all is well.</param>
public sealed record AlertCondition(AlertKind Kind, string Source, Func<AlertFacts, IReadOnlyList<AlertSign>?> Look)
{
    /// <summary>How long it must last before anybody is told; what comes and goes within is nobody's matter.</summary>
    public TimeSpan Lasts { get; init; }
}
