namespace QuantumTrader.Domain.Identity;

/// <summary>The scopes as the API writes them.</summary>
public static class ApiScopeNames
{
    public static IReadOnlyList<(ApiScopes Scope, string Name)> Each { get; } =
    [
        (ApiScopes.TradingRead, "trading:read"),
        (ApiScopes.EssActivate, "ess:activate"),
        (ApiScopes.EssReset, "ess:reset"),
        (ApiScopes.AuditRead, "audit:read"),
        (ApiScopes.PolicyChange, "policy:change"),
        (ApiScopes.AlertsAcknowledge, "alerts:acknowledge"),
    ];

    /// <summary>Such as <c>ess:activate trading:read</c>, as OAuth writes them; empty for none.</summary>
    public static string Text(ApiScopes scopes) => string.Join(' ', Each.Where(s => (scopes & s.Scope) != 0).Select(s => s.Name));

    /// <summary>Names separated by blanks or commas; false, with the first that is not one, when any is unknown or there is none.</summary>
    public static bool TryParse(string? text, out ApiScopes scopes, out string? unknown)
    {
        (scopes, unknown) = (ApiScopes.None, null);
        foreach (var name in (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var scope = Each.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal)).Scope;
            if (scope == ApiScopes.None)
            {
                unknown = name;
                return false;
            }

            scopes |= scope;
        }

        return scopes != ApiScopes.None;
    }
}
