namespace QuantumTrader.FakeVenue.Faults;

/// <summary>Which rules make no sense.</summary>
internal static class FaultRules
{
    /// <returns>One line that says what is wrong and what to do; null for a sound rule.</returns>
    public static string? Complaint(FaultRule rule)
    {
        if (!Enum.IsDefined(rule.Kind))
        {
            return $"kind {(int)rule.Kind} is unknown: use one of {string.Join(", ", Enum.GetNames<FaultKind>())}.";
        }

        if (rule.Skip < 0 || rule.Count < 0 || rule.Delay < TimeSpan.Zero || rule.RetryAfter < 0)
        {
            return "skip, count, delay and retryAfter must not be negative.";
        }

        return rule.Kind switch
        {
            FaultKind.Error when rule.Code == 0 => "an Error needs its code, as -2022.",
            FaultKind.Delay when rule.Delay == TimeSpan.Zero => "a Delay needs its delay, as \"00:00:00.200\".",
            FaultKind.Truncate when !rule.Executed => "a Truncate cuts the real answer: set executed to true.",
            FaultKind.Unavailable503 or FaultKind.Internal503 or FaultKind.Throttled503 or FaultKind.TooMany429 or FaultKind.Banned418 or FaultKind.Forbidden403
                when rule.Executed => $"{rule.Kind} means certainly not executed: set executed to false.",
            _ => null,
        };
    }
}
