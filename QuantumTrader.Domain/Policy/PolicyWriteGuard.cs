namespace QuantumTrader.Domain.Policy;

/// <summary>What every policy store refuses to write, whoever asks.</summary>
public static class PolicyWriteGuard
{
    /// <summary>
    /// Throws <see cref="InvalidOperationException"/> for a policy that is out of range, or that would end an emergency
    /// without the reset of that emergency. Entering an emergency is never refused, also not on a policy with other faults.
    /// </summary>
    public static void ThrowIfRefused(TradingPolicy? current, TradingPolicy next)
    {
        ArgumentNullException.ThrowIfNull(next);
        ThrowIfEmergencyLost(current, next);
        if (next.EmergencyMode)
        {
            return;
        }

        var problems = PolicyValidator.Validate(next);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The policy was not written: {string.Join(' ', problems)} Correct these fields and write again.");
        }
    }

    private static void ThrowIfEmergencyLost(TradingPolicy? current, TradingPolicy next)
    {
        if (current is not { EmergencyMode: true, EmergencyId: { } held })
        {
            return;
        }

        var kept = next.EmergencyMode && next.EmergencyId == held;
        var reset = !next.EmergencyMode && next.LastResetEmergencyId == held;
        if (!kept && !reset)
        {
            throw new InvalidOperationException($"The policy was not written: it would end emergency {held} without its reset. Reset the emergency first.");
        }
    }
}
