using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>Values that were loosened for a while, when the while is over.</summary>
public static class PolicyExpiry
{
    /// <summary>Who writes the version in which they are back.</summary>
    public const string By = "system (a loosening ran out)";

    /// <summary>The first time at which something goes back; null: nothing does.</summary>
    public static DateTimeOffset? NextUtc(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        DateTimeOffset? next = null;
        foreach (var value in policy.Temporary ?? [])
        {
            next = next <= value.UntilUtc ? next : value.UntilUtc;
        }

        return next;
    }

    /// <summary>
    /// The policy as it holds at <paramref name="nowUtc"/>; the same one when nothing is over. What was tightened further meanwhile stays.
    /// A value that no reader of this version understands closes the policy for new trades: it was looser, and nobody knows than what.
    /// </summary>
    public static TradingPolicy GoneBack(TradingPolicy policy, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Temporary is not { } temporary || !(NextUtc(policy) <= nowUtc))
        {
            return policy;
        }

        var next = policy;
        foreach (var value in temporary.Where(t => t.UntilUtc <= nowUtc))
        {
            next = Back(next, value);
        }

        TemporaryValue[] left = [.. temporary.Where(t => t.UntilUtc > nowUtc)];
        return Ordered(next) with
        {
            Temporary = left.Length == 0 ? null : left,
            UpdatedAtUtc = nowUtc,
            UpdatedBy = By,
            UpdateReason = $"Back as was set: {string.Join(", ", temporary.Except(left).Select(t => $"{t.Field} to {t.Back}"))}",
        };
    }

    private static TradingPolicy Back(TradingPolicy policy, TemporaryValue value)
    {
        try
        {
            if (PolicyFields.Find(value.Field) is { } field)
            {
                var back = field.With(policy, value.Back);
                if (policy.EmergencyMode && field == PolicyFields.AllowNewTrades)
                {
                    return back.AllowNewTrades ? policy : NothingNew(policy); // for the reset: the emergency allows nothing anyway
                }

                return field.Step(back, policy) == PolicyStep.Looser ? back : policy;
            }
        }
        catch (FormatException)
        {
            // As if the field were unknown.
        }

        return NothingNew(policy);
    }

    /// <summary>Also after the reset of an emergency that holds.</summary>
    private static TradingPolicy NothingNew(TradingPolicy policy) => policy with { AllowNewTrades = false, NewTradesBeforeEmergency = policy.EmergencyMode ? false : null };

    /// <summary>A smallest leverage that was raised meanwhile gives way to a largest one that comes back below it.</summary>
    private static TradingPolicy Ordered(TradingPolicy policy) => policy with
    {
        Modes = policy.Modes.ToDictionary(m => m.Key, m => m.Value.LeverageMin > m.Value.LeverageMax ? m.Value with { LeverageMin = m.Value.LeverageMax } : m.Value),
    };
}
