namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>A limit of one risk mode. Limits of a mode that is not in force count too: somebody may switch to it.</summary>
internal sealed class LimitField(RiskMode mode, ValueRule<RiskModeLimits> rule)
    : PolicyField($"{nameof(TradingPolicy.Modes)}.{RiskModeNames.NameOf(mode)}.{rule.Name}", rule.Unit, rule.Meaning)
{
    public override RiskMode? Mode => mode;

    public override string? TextOf(TradingPolicy policy) => Of(policy) is { } limits ? rule.TextOf(limits) : null;

    public override PolicyStep Step(TradingPolicy before, TradingPolicy after) => (Of(before), Of(after)) switch
    {
        (null, null) => PolicyStep.Same,
        (null, _) => PolicyStep.Looser,
        (_, null) => PolicyStep.Tighter,
        ({ } old, { } now) => rule.Step(old, now),
    };

    public override TradingPolicy With(TradingPolicy policy, string text)
    {
        var limits = Of(policy) ?? throw new FormatException($"{Path} cannot be set: the policy has no limits for {RiskModeNames.NameOf(mode)}.");
        RiskModeLimits changed;
        try
        {
            changed = rule.With(limits, text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"{nameof(TradingPolicy.Modes)}.{RiskModeNames.NameOf(mode)}.{e.Message}", e);
        }

        return policy with { Modes = new Dictionary<RiskMode, RiskModeLimits>(policy.Modes) { [mode] = changed } };
    }

    private RiskModeLimits? Of(TradingPolicy policy) => policy.Modes is { } modes && modes.TryGetValue(mode, out var limits) ? limits : null;
}
