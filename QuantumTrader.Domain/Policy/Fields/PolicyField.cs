namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>One value of the policy that people may change; all of them are in <see cref="PolicyFields"/>.</summary>
public abstract class PolicyField(string path, PolicyUnit unit, string meaning)
{
    /// <summary>As in the document, such as <c>Modes.NORMAL.LeverageMax</c>.</summary>
    public string Path => path;

    public PolicyUnit Unit => unit;

    /// <summary>For people.</summary>
    public string Meaning => meaning;

    /// <summary>Of a risk mode's limit; null for what holds in every mode.</summary>
    public virtual RiskMode? Mode => null;

    /// <summary>Null when the policy has no limits for the field's mode.</summary>
    public abstract string? TextOf(TradingPolicy policy);

    public abstract PolicyStep Step(TradingPolicy before, TradingPolicy after);

    /// <summary>
    /// The policy with this value, whether or not it is in range. Throws <see cref="FormatException"/>, naming the field, for text that is no
    /// such value, and where the policy has no limits for the field's mode.
    /// </summary>
    public abstract TradingPolicy With(TradingPolicy policy, string text);
}
