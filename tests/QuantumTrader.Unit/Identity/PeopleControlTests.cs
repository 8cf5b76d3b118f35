using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

/// <summary>Users, keys and approvals: what is done, and what stands in the trail about it.</summary>
public sealed class PeopleControlTests : IAsyncDisposable
{
    private static readonly Guid BobId = new(0xC, 0, 0, new byte[8]);
    private readonly GateBench _bench = new();
    private readonly FakeIdentity _identity = new();
    private readonly UserControl _users;
    private readonly KeyControl _keys;
    private readonly ApprovalControl _approvals;

    public PeopleControlTests() =>
        (_users, _keys, _approvals) = (new(_bench.Gate, _identity, _identity, _identity), new(_bench.Gate, _identity, _identity), new(_bench.Gate, _bench.Deeds, _bench.Refusals, _bench.Approvals));

    private Caller Admin => _bench.Fresh(Roles.Admin);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task User_RolesOrDisabledChanged_EndsTheSessionsAtOnce(bool isRoles)
    {
        _ = isRoles
            ? await _users.SetRolesAsync(Admin, BobId, Roles.Viewer, "moved", CancellationToken.None)
            : await _users.SetDisabledAsync(Admin, BobId, true, "left", CancellationToken.None);

        Assert.Contains("end all", _identity.Touched);
        var end = _bench.Audit.Entries[1];
        Assert.Equal(("user bob", isRoles ? "roles Operator" : "enabled", isRoles ? "roles Viewer" : "disabled"), (end.Target, end.Before, end.After));
    }

    [Fact]
    public async Task User_ChangeRefusedByTheDirectory_EndsNoSession()
    {
        _identity.Refusal = "Nobody would be left as Admin.";
        await _users.SetDisabledAsync(Admin, BobId, true, "left", CancellationToken.None);
        Assert.DoesNotContain("end all", _identity.Touched);
        Assert.Equal((AuditResult.Refused, "Nobody would be left as Admin."), (_bench.Audit.Entries[1].Result, _bench.Audit.Entries[1].Detail));
    }

    [Fact]
    public async Task User_Unknown_IsRefused()
    {
        var answer = await _users.SetRolesAsync(Admin, Guid.Empty, Roles.Viewer, "moved", CancellationToken.None);
        Assert.Equal("There is no such user.", Assert.IsType<Guarded<UserChange>.Done>(answer).Value.Refusal);
        await Assert.ThrowsAsync<ArgumentException>(() => _users.IssueLinkAsync(Admin, Guid.Empty, "lost", CancellationToken.None));
        Assert.DoesNotContain(_identity.Touched, t => t.StartsWith("issue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_LinksAndKeys_AreInNoRecord()
    {
        await _users.CreateAsync(Admin, "carl", Roles.Viewer, CancellationToken.None);
        await _users.IssueLinkAsync(Admin, BobId, "lost", CancellationToken.None);
        await _keys.CreateAsync(Admin, BobId, "bot", ApiScopes.EssActivate, TimeSpan.FromDays(1), CancellationToken.None);

        Assert.Equal(6, _bench.Audit.Records.Count);
        Assert.DoesNotContain(_bench.Audit.Records, r => r.ToString().Contains("nobody-may-keep", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bot", ApiScopes.EssActivate, 1, null)]
    [InlineData("bot", ApiScopes.EssActivate, 8784, null)] // 366 days
    [InlineData("bot", ApiScopes.EssActivate, 0.999, "hour")]
    [InlineData("bot", ApiScopes.EssActivate, 8785, "year")]
    [InlineData("bot", ApiScopes.EssActivate, -1, "hour")]
    [InlineData(" ", ApiScopes.EssActivate, 24, "label")]
    [InlineData("bot", ApiScopes.None, 24, "scope")]
    [InlineData("bot", ApiScopes.EssReset, 24, "ess:reset")] // bob is an Operator
    [InlineData("bot", ApiScopes.EssActivate | ApiScopes.AuditRead, 24, "audit:read")]
    public async Task Key_OutsideItsLimits_IsRefused(string label, ApiScopes scopes, double hours, string? word)
    {
        var created = Assert.IsType<Guarded<KeyCreation>.Done>(await _keys.CreateAsync(Admin, BobId, label, scopes, TimeSpan.FromHours(hours), CancellationToken.None)).Value;
        Assert.Equal(word is null, created.Key is not null);
        Assert.Contains(word ?? "", created.Refusal ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Key_OwnerDisabledOrUnknown_IsRefused(bool isDisabled)
    {
        _identity.User = isDisabled ? _identity.User! with { IsDisabled = true } : null;
        var created = Assert.IsType<Guarded<KeyCreation>.Done>(await _keys.CreateAsync(Admin, BobId, "bot", ApiScopes.EssActivate, TimeSpan.FromDays(1), CancellationToken.None)).Value;
        Assert.NotNull(created.Refusal);
        Assert.DoesNotContain(_identity.Touched, t => t.StartsWith("key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approval_OfWhatTheDeciderMayNotDo_IsRefused()
    {
        _bench.Approvals.Known.Add(Asked(1, AccessAction.ManageUsers));
        var answer = await _approvals.DecideAsync(_bench.Fresh(Roles.Risk), Asked(1, default).Id, true, "fine", CancellationToken.None);
        Assert.Contains("Admin", Assert.IsType<Guarded<string?>.Done>(answer).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Approvals.Calls, c => c.StartsWith("decide", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approval_Given_RecordsWhatWasApproved()
    {
        _bench.Approvals.Known.Add(Asked(1, AccessAction.ResetEmergency));
        await _approvals.DecideAsync(_bench.Fresh(Roles.Risk), Asked(1, default).Id, true, "fine", CancellationToken.None);
        Assert.Equal(["decide True"], _bench.Approvals.Calls);
        Assert.Equal("approved: reset it, asked for by carl", _bench.Audit.Entries[1].After);
    }

    [Fact]
    public async Task Approvals_OfOthers_AreSeenByThoseWhoDecide()
    {
        _bench.Approvals.Known.AddRange([Asked(1, AccessAction.ResetEmergency), Asked(2, AccessAction.ResetEmergency) with { RequestedById = Callers.AnnaId }]);
        Assert.Equal(2, await CountAsync(Callers.Person(Roles.Risk))); // to look takes no fresh sign-in
        Assert.Equal(1, await CountAsync(_bench.Fresh(Roles.Admin | Roles.Operator)));
    }

    private async Task<int> CountAsync(Caller caller) => Assert.IsType<Guarded<IReadOnlyList<ApprovalFacts>>.Done>(await _approvals.ListAsync(caller, CancellationToken.None)).Value.Count;

    private static ApprovalFacts Asked(int n, AccessAction action) =>
        new(new Guid(n, 0, 0, new byte[8]), action, "reset it", new Guid(7, 7, 7, new byte[8]), "carl", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, ApprovalState.Open);
}
