using System.Globalization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>API keys behind the gate.</summary>
public sealed class KeyControl(IAccessGate gate, IApiKeys keys, IUserDirectory users) : IKeyControl
{
    public const int LabelLengthMax = 64;
    public static readonly TimeSpan LifetimeMin = TimeSpan.FromHours(1);
    public static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(366);

    public async Task<Guarded<IReadOnlyList<ApiKeyFacts>>> ListAsync(Caller caller, CancellationToken stopping) =>
        gate.Refusal(caller, AccessAction.SeeUsers) is { } refusal
            ? new Guarded<IReadOnlyList<ApiKeyFacts>>.Refused(refusal)
            : new Guarded<IReadOnlyList<ApiKeyFacts>>.Done(await keys.ListAsync(stopping));

    public Task<Guarded<KeyCreation>> CreateAsync(Caller caller, Guid ownerId, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping)
    {
        var name = InertText.Of(label.Trim(), LabelLengthMax)!;
        var after = string.Create(CultureInfo.InvariantCulture, $"scopes {ApiScopeNames.Text(scopes)} for {lifetime.TotalHours:0.#} h, owner {ownerId}");
        return gate.RunAsync(caller, AccessAction.ManageKeys, new ActionNote($"key '{name}'", "create") { After = after }, async () =>
        {
            var owner = await users.FindAsync(ownerId, CancellationToken.None);
            if ((RefusalOf(name, scopes, lifetime) ?? RefusalOf(owner, scopes)) is { } refusal)
            {
                return new ActionEnd<KeyCreation>(new KeyCreation(null, refusal), AuditResult.Refused, refusal);
            }

            var key = await keys.CreateAsync(owner!, name, scopes, lifetime, CancellationToken.None);
            return new ActionEnd<KeyCreation>(new KeyCreation(key, null), AuditResult.Done) { After = $"key {key.Facts.Id} of {key.Facts.OwnerName}, {after}" };
        }, stopping);
    }

    public Task<Guarded<bool>> RevokeAsync(Caller caller, Guid id, string reason, CancellationToken stopping) =>
        gate.RunAsync(caller, AccessAction.ManageKeys, new ActionNote($"key {id}", reason) { After = "revoked" }, async () =>
            await keys.RevokeAsync(id, CancellationToken.None)
                ? new ActionEnd<bool>(true, AuditResult.Done)
                : new ActionEnd<bool>(false, AuditResult.Refused, "There is no such key."), stopping);

    private static string? RefusalOf(string label, ApiScopes scopes, TimeSpan lifetime) =>
        label.Length == 0 ? "Give the key a label, so that people know what it is for."
        : scopes == ApiScopes.None ? "Choose at least one scope."
        : !(lifetime >= LifetimeMin && lifetime <= LifetimeMax) ? "A key lives from an hour to a year."
        : null;

    private static string? RefusalOf(UserFacts? owner, ApiScopes scopes)
    {
        if (owner is null)
        {
            return "There is no such owner.";
        }

        if (owner.IsDisabled)
        {
            return $"{owner.Name} is disabled, so a key would be of no use.";
        }

        var uncovered = ApiScopeNames.Each.Where(each => (scopes & each.Scope) != 0 && !Covers(owner.Roles, each.Scope)).Select(each => each.Name).ToList();
        return uncovered.Count == 0 ? null : $"The roles of {owner.Name} ({RoleNames.Text(owner.Roles)}) do not cover {string.Join(", ", uncovered)}.";
    }

    private static bool Covers(Roles roles, ApiScopes scope) => ActionMatrix.Rules.Any(rule => rule.Scope == scope && (rule.Allowed & roles) != 0);
}
