using System.Globalization;
using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy;

/// <summary>
/// Whether a policy allows less or more than another, value by value, the switch of the risk mode included. Tightening is free to every
/// operator and loosening is not, so whatever is in doubt is looser. The emergency is aside: it has doors of its own.
/// </summary>
public static class PolicyTightening
{
    private const string TemporaryPath = nameof(TradingPolicy.Temporary) + ".";

    public static PolicyComparison Compare(TradingPolicy before, TradingPolicy after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var differences = new List<PolicyDifference>();
        foreach (var field in PolicyFields.All)
        {
            var (old, now, step) = (field.TextOf(before), field.TextOf(after), field.Step(before, after));
            if (old != now || step != PolicyStep.Same)
            {
                differences.Add(new(field.Path, old, now, step));
            }
        }

        AddTemporary(before, after, differences);
        return new(differences.Count == 0 ? PolicyStep.Same : differences.Max(d => d.Step), differences);
    }

    private static void AddTemporary(TradingPolicy before, TradingPolicy after, List<PolicyDifference> differences)
    {
        foreach (var field in Listed(before).Concat(Listed(after)).Select(t => t.Field).Distinct(StringComparer.Ordinal))
        {
            var (old, now) = (Of(before, field), Of(after, field));
            if (old != now)
            {
                differences.Add(new(TemporaryPath + field, TextOf(old), TextOf(now), StepOf(field, old, now, after)));
            }
        }
    }

    private static PolicyStep StepOf(string path, TemporaryValue? old, TemporaryValue? now, TradingPolicy after)
    {
        if (PolicyFields.Find(path) is not { } field)
        {
            return PolicyStep.Looser; // of a newer program; nobody here knows which way it goes
        }

        try
        {
            return (old, now) switch
            {
                (null, { } added) => field.Step(after, field.With(after, added.Back)),
                ({ } ended, null) => field.Step(field.With(after, ended.Back), after) == PolicyStep.Looser ? PolicyStep.Looser : PolicyStep.Same,
                ({ } was, { } isNow) => Worst(field.Step(field.With(after, was.Back), field.With(after, isNow.Back)), isNow.UntilUtc > was.UntilUtc ? PolicyStep.Looser : PolicyStep.Tighter),
                _ => PolicyStep.Same,
            };
        }
        catch (FormatException)
        {
            return PolicyStep.Looser;
        }
    }

    private static PolicyStep Worst(PolicyStep a, PolicyStep b) => a >= b ? a : b;

    private static IReadOnlyList<TemporaryValue> Listed(TradingPolicy policy) => policy.Temporary ?? [];

    private static TemporaryValue? Of(TradingPolicy policy, string field) => Listed(policy).FirstOrDefault(t => t.Field == field);

    private static string? TextOf(TemporaryValue? temporary) =>
        temporary is null ? null : string.Create(CultureInfo.InvariantCulture, $"back to {temporary.Back} at {temporary.UntilUtc.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
}
