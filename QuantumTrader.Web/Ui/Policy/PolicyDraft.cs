using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Web.Ui.Policy;

/// <summary>What somebody at the screen has typed over the policy that is shown. Bounded by the fields.</summary>
public sealed class PolicyDraft
{
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);

    public int Count => _typed.Count;

    /// <summary>The version that the typing began on; null while nothing is typed.</summary>
    public long? BasedOnVersion { get; private set; }

    public bool IsTyped(PolicyField field) => _typed.ContainsKey(field.Path);

    /// <summary>As typed, or as it is.</summary>
    public string TextOf(PolicyField field, TradingPolicy policy) => _typed.GetValueOrDefault(field.Path) ?? field.TextOf(policy) ?? "";

    /// <summary>Typing what is there already takes the typing back.</summary>
    public void Type(PolicyField field, string? text, TradingPolicy policy)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed == field.TextOf(policy))
        {
            _typed.Remove(field.Path);
        }
        else
        {
            _typed[field.Path] = trimmed;
        }

        BasedOnVersion = _typed.Count == 0 ? null : BasedOnVersion ?? policy.Version;
    }

    public void Clear()
    {
        _typed.Clear();
        BasedOnVersion = null;
    }

    public PolicyChange.Set ToChange(string reason) => new(new Dictionary<string, string>(_typed, StringComparer.Ordinal), reason) { BasedOnVersion = BasedOnVersion };

    /// <summary>What is wrong with one typed value; null when it can be read. Ranges are looked at together, before saving.</summary>
    public string? Problem(PolicyField field, TradingPolicy policy)
    {
        if (!_typed.TryGetValue(field.Path, out var text))
        {
            return null;
        }

        try
        {
            field.With(policy, text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
