using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Identity;

/// <summary>docs/security.md says of roles and actions what the code does.</summary>
public sealed class SecurityDocumentTests
{
    [Fact]
    public void Table_OfRolesAndActions_IsTheMatrix()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "security.md"));
        var table = lines.SkipWhile(line => !line.StartsWith("| action |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|')).ToArray();
        string[] expected = ["| action | Viewer | Operator | Risk | Admin | key's scope | besides |", "|---|---|---|---|---|---|---|", .. ActionMatrix.Rules.Select(Row)];

        Assert.Equal(string.Join('\n', expected), string.Join('\n', table));
    }

    private static string Row(ActionRule rule)
    {
        var roles = string.Join(" | ", RoleNames.Each.Select(role => (rule.Allowed & role) != 0 ? "yes" : "–"));
        var scope = rule.Scope == ApiScopes.None ? "no key" : $"`{ApiScopeNames.Text(rule.Scope)}`";
        return $"| `{rule.Name}` | {roles} | {scope} | {Besides(rule)} |";
    }

    private static string Besides(ActionRule rule)
    {
        (bool Holds, string Text)[] all =
        [
            (rule.NeedsStepUp, "fresh proof"),
            (rule.NeedsTotpWithKey, "TOTP code with a key"),
            (rule.MayNeedSecondPerson, "a second person where set"),
            (rule.GoesFirst, "done first, recorded after"),
            (rule.IsOpenToHost, "also on the host"),
            (!rule.IsPrivileged, "not recorded"),
        ];
        var held = all.Where(each => each.Holds).Select(each => each.Text).ToArray();
        return held.Length == 0 ? "–" : string.Join(", ", held);
    }
}
