namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>Which limits are in force. A switch is as loose as the loosest of them: more positions with less leverage is looser.</summary>
internal sealed class ActiveModeField() : PolicyField(nameof(TradingPolicy.ActiveMode), PolicyUnit.Mode, "The risk mode whose limits are in force")
{
    public override string? TextOf(TradingPolicy policy) => RiskModeNames.NameOf(policy.ActiveMode);

    public override PolicyStep Step(TradingPolicy before, TradingPolicy after) =>
        before.ActiveMode == after.ActiveMode ? PolicyStep.Same : StepOf(InForce(before), InForce(after));

    public override TradingPolicy With(TradingPolicy policy, string text) =>
        !RiskModeNames.TryParse(text.Trim(), out var mode) ? throw new FormatException($"{Path} must be {RiskModeNames.Choices}, but is '{text}'.")
        : policy.Modes?.ContainsKey(mode) is true ? policy with { ActiveMode = mode }
        : throw new FormatException($"{Path} cannot be {text}: the policy has no limits for it.");

    // Without limits nothing is allowed.
    private static PolicyStep StepOf(RiskModeLimits? before, RiskModeLimits? after) => (before, after) switch
    {
        (null, null) => PolicyStep.Same,
        (null, _) => PolicyStep.Looser,
        (_, null) => PolicyStep.Tighter,
        ({ } old, { } now) => LimitRules.All.Select(rule => rule.Step(old, now)).Max(),
    };

    private static RiskModeLimits? InForce(TradingPolicy policy) =>
        policy.Modes is { } modes && modes.TryGetValue(policy.ActiveMode, out var limits) ? limits : null;
}
