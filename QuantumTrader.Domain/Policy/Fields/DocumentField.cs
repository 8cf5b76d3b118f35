namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>A value that holds in every risk mode.</summary>
internal sealed class DocumentField(ValueRule<TradingPolicy> rule) : PolicyField(rule.Name, rule.Unit, rule.Meaning)
{
    public override string? TextOf(TradingPolicy policy) => rule.TextOf(policy);

    public override PolicyStep Step(TradingPolicy before, TradingPolicy after) => rule.Step(before, after);

    public override TradingPolicy With(TradingPolicy policy, string text) => rule.With(policy, text);
}
