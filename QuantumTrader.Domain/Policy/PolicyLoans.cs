using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>Which values go back by themselves after a change. Bounded: one for a field.</summary>
internal static class PolicyLoans
{
    /// <summary>
    /// What is loosened for a while goes back to what held before, also when it is loosened again meanwhile. What is set for good, and what
    /// is tightened to where it would go back or further, no longer goes back.
    /// </summary>
    public static TradingPolicy Taken(TradingPolicy current, TradingPolicy wanted, PolicyChange change)
    {
        var loans = (wanted.Temporary ?? []).ToDictionary(t => t.Field, StringComparer.Ordinal);
        foreach (var field in PolicyFields.All)
        {
            var step = field.Step(current, wanted);
            var isNamed = change is PolicyChange.Set set && set.Values.ContainsKey(field.Path);
            loans.TryGetValue(field.Path, out var loan);
            if (step == PolicyStep.Looser && change.UntilUtc is { } until)
            {
                loans[field.Path] = new(field.Path, loan?.Back ?? field.TextOf(current)!, until);
            }
            else if (loan is not null && (isNamed || step != PolicyStep.Same) && IsEndOf(loan, field, step, wanted))
            {
                loans.Remove(field.Path);
            }
        }

        return wanted with { Temporary = loans.Count == 0 ? null : [.. loans.Values.OrderBy(t => t.Field, StringComparer.Ordinal)] };
    }

    private static bool IsEndOf(TemporaryValue loan, PolicyField field, PolicyStep step, TradingPolicy wanted) =>
        step != PolicyStep.Tighter || field.Step(field.With(wanted, loan.Back), wanted) != PolicyStep.Looser;
}
