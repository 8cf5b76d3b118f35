using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

/// <summary>Users, sessions, links and keys that write down every change and every look in one list.</summary>
internal sealed class FakeIdentity : IUserDirectory, ISessions, IOneTimeLinks, IApiKeys
{
    public const string LinkToken = "link-token-that-nobody-may-keep";
    public const string KeyText = "qt_key-that-nobody-may-keep";

    public List<string> Touched { get; } = [];
    public UserFacts? User { get; set; } = new(new Guid(0xC, 0, 0, new byte[8]), "bob", Roles.Operator, false, true, false, "stamp", DateTimeOffset.UnixEpoch, null);
    public string? Refusal { get; set; }

    public Task<UserFacts?> FindAsync(Guid id, CancellationToken stopping) => Touch("find user", User?.Id == id ? User : null);
    public Task<UserFacts?> FindByNameAsync(string name, CancellationToken stopping) => Touch("find user", User);
    Task<IReadOnlyList<UserFacts>> IUserDirectory.ListAsync(CancellationToken stopping) => Touch<IReadOnlyList<UserFacts>>("list users", [User!]);
    public Task<bool> IsEmptyAsync(CancellationToken stopping) => Touch("is empty", false);
    public Task<UserChange> CreateAsync(string name, Roles roles, CancellationToken stopping) => Touch($"create {name} {roles}", Change);
    public Task<UserChange> SetRolesAsync(Guid id, Roles roles, CancellationToken stopping) => Touch($"roles {roles}", Change);
    public Task<UserChange> SetDisabledAsync(Guid id, bool isDisabled, CancellationToken stopping) => Touch($"disabled {isDisabled}", Change);
    public Task<UserChange> SetPasswordAsync(Guid id, string password, CancellationToken stopping) => throw new NotSupportedException();
    public Task<UserFacts?> CheckPasswordAsync(string name, string password, CancellationToken stopping) => throw new NotSupportedException();
    public Task<TotpEnrolment> BeginTotpAsync(Guid id, CancellationToken stopping) => throw new NotSupportedException();
    public Task<IReadOnlyList<string>?> ConfirmTotpAsync(Guid id, string code, CancellationToken stopping) => throw new NotSupportedException();
    public Task RemoveTotpAsync(Guid id, CancellationToken stopping) => throw new NotSupportedException();
    public Task<bool> CheckTotpAsync(Guid id, string code, CancellationToken stopping) => throw new NotSupportedException();
    public Task<bool> RedeemRecoveryCodeAsync(Guid id, string code, CancellationToken stopping) => throw new NotSupportedException();
    public Task<int> CountRecoveryCodesAsync(Guid id, CancellationToken stopping) => throw new NotSupportedException();

    public Task<SessionFacts> StartAsync(UserFacts user, bool byTotp, string? address, string? agent, CancellationToken stopping) => throw new NotSupportedException();
    ValueTask<Caller?> ISessions.FindAsync(Guid id, string? address, CancellationToken stopping) => throw new NotSupportedException();
    public Task<bool> TouchAsync(Guid id, CancellationToken stopping) => throw new NotSupportedException();
    public Task FreshenAsync(Guid id, bool byTotp, CancellationToken stopping) => throw new NotSupportedException();
    public Task EndAsync(Guid id, CancellationToken stopping) => Touch("end", true);
    public Task EndAllAsync(Guid userId, Guid? except, CancellationToken stopping) => Touch("end all", true);
    public Task<IReadOnlyList<SessionFacts>> ListAsync(Guid userId, CancellationToken stopping) => Touch<IReadOnlyList<SessionFacts>>("list sessions", []);

    public Task<string> IssueAsync(LinkPurpose purpose, Guid? userId, CancellationToken stopping) => Touch($"issue {purpose}", LinkToken);
    public Task<OneTimeLink?> PeekAsync(string? token, CancellationToken stopping) => throw new NotSupportedException();
    public Task<OneTimeLink?> RedeemAsync(string? token, CancellationToken stopping) => throw new NotSupportedException();

    public Task<NewApiKey> CreateAsync(UserFacts owner, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping) =>
        Touch($"key {label} {scopes} {lifetime.TotalHours}", new NewApiKey(new ApiKeyFacts(new Guid(0xD, 0, 0, new byte[8]), owner.Id, owner.Name, label, scopes, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch), KeyText));

    public ValueTask<ApiKeyCheck> CheckAsync(string? text, string? address, CancellationToken stopping) => throw new NotSupportedException();
    public Task<bool> RevokeAsync(Guid id, CancellationToken stopping) => Touch("revoke", true);
    Task<IReadOnlyList<ApiKeyFacts>> IApiKeys.ListAsync(CancellationToken stopping) => Touch<IReadOnlyList<ApiKeyFacts>>("list keys", []);

    private UserChange Change => new(Refusal is null ? User : null, Refusal);

    private Task<T> Touch<T>(string what, T answer)
    {
        Touched.Add(what);
        return Task.FromResult(answer);
    }
}
