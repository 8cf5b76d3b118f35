using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>Makes changes as pure functions of the policy that was read, so that each can be made anew on a newer one.</summary>
public static class PolicyEditor
{
    /// <param name="history">Newest first, the current one included; only a rollback looks at it.</param>
    public static PolicyEdit Edit(TradingPolicy current, IReadOnlyList<TradingPolicy> history, PolicyChange change, string by, DateTimeOffset nowUtc)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(change);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (Objection(current, change, nowUtc) is { } objection)
        {
            return new PolicyEdit.Refused(objection);
        }

        try
        {
            return change switch
            {
                PolicyChange.Set set => Finish(current, Named(current, set), change, by, nowUtc),
                PolicyChange.RollBack when Previous(current, history) is not { } previous => new PolicyEdit.Refused("There is no version with other values to go back to."),
                PolicyChange.RollBack => Finish(current, PolicyExpiry.GoneBack(ValuesOf(Previous(current, history)!, current), nowUtc), change, by, nowUtc),
                _ => throw new ArgumentException($"{change.GetType().Name} is no change that the editor knows.", nameof(change)),
            };
        }
        catch (FormatException e)
        {
            return new PolicyEdit.Refused(e.Message);
        }
    }

    private static string? Objection(TradingPolicy current, PolicyChange change, DateTimeOffset nowUtc) =>
        string.IsNullOrWhiteSpace(change.Reason) ? "Say why: the reason is kept with the change."
        : change.BasedOnVersion is { } seen && seen != current.Version
            ? $"The policy is at version {current.Version} by now ({current.UpdatedBy}), and this change was decided on version {seen}. Look at it again."
        : change.UntilUtc <= nowUtc ? "The time at which it goes back is over already."
        : null;

    private static PolicyEdit Finish(TradingPolicy current, TradingPolicy wanted, PolicyChange change, string by, DateTimeOffset nowUtc)
    {
        if (wanted.EmergencyMode && wanted.AllowNewTrades)
        {
            return new PolicyEdit.Refused("New trades cannot be allowed while an emergency holds; reset the emergency.");
        }

        var next = PolicyLoans.Taken(current, wanted, change) with { UpdatedAtUtc = nowUtc, UpdatedBy = by, UpdateReason = change.Reason.Trim() };
        var comparison = PolicyTightening.Compare(current, next);
        var problems = PolicyValidator.Validate(next);
        return comparison.Differences.Count == 0 ? new PolicyEdit.Refused("Nothing would change: the policy has these values.")
            : change.UntilUtc is not null && comparison.Step != PolicyStep.Looser ? new PolicyEdit.Refused("Nothing is loosened, so that nothing can go back by itself; leave the time out.")
            : problems.Count > 0 ? new PolicyEdit.Refused(string.Join(' ', problems))
            : new PolicyEdit.Made(next, comparison);
    }

    private static TradingPolicy Named(TradingPolicy current, PolicyChange.Set set)
    {
        var next = current;
        foreach (var (path, value) in set.Values)
        {
            var field = PolicyFields.Find(path) ?? throw new FormatException($"The policy has no field '{path}' that can be set; Modes.NORMAL.LeverageMax is one.");
            next = field.With(next, value);
        }

        return next;
    }

    /// <summary>What an emergency did to the permission is not a value that somebody chose.</summary>
    private static TradingPolicy? Previous(TradingPolicy current, IReadOnlyList<TradingPolicy> history) =>
        history.FirstOrDefault(p => p.Version < current.Version && PolicyTightening.Compare(current, ValuesOf(p, current)).Differences.Count > 0);

    /// <summary>The values of <paramref name="source"/> in <paramref name="target"/>, whose emergency stays as it is.</summary>
    private static TradingPolicy ValuesOf(TradingPolicy source, TradingPolicy target) => source with
    {
        Version = target.Version,
        AllowNewTrades = source.EmergencyMode || target.EmergencyMode ? target.AllowNewTrades : source.AllowNewTrades,
        EmergencyMode = target.EmergencyMode,
        EmergencyReason = target.EmergencyReason,
        EmergencyActivatedAtUtc = target.EmergencyActivatedAtUtc,
        EmergencyTrigger = target.EmergencyTrigger,
        NewTradesBeforeEmergency = target.NewTradesBeforeEmergency,
        EmergencyId = target.EmergencyId,
        LastResetEmergencyId = target.LastResetEmergencyId,
        UpdatedAtUtc = target.UpdatedAtUtc,
        UpdatedBy = target.UpdatedBy,
        UpdateReason = target.UpdateReason,
    };
}
