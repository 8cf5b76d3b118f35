using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Pages.Keys;

namespace QuantumTrader.Ui.Keys;

public sealed class KeysPageTests : ScreenTest, IKeyControl
{
    private readonly List<ApiKeyFacts> _keys = [];
    private readonly List<string> _done = [];

    private protected override void AddServices(IServiceCollection services)
    {
        var users = new FakeUsers(Clock);
        users.All.Add(FakeUsers.User(1, "olga", Roles.Operator));
        users.All.Add(FakeUsers.User(2, "gone", Roles.Operator, isDisabled: true));
        services.AddSingleton<IUserControl>(users);
        services.AddSingleton<IKeyControl>(this);
    }

    [Fact]
    public void Keys_Listed_WithScopesExpiryAndLastUse()
    {
        _keys.Add(Key(1, Hostile.Text) with { LastUsedAtUtc = Pictures.At.AddMinutes(-5), LastUsedFrom = "10.0.0.9" });
        var page = Screen.Render<KeysPage>();
        var row = page.Find("[data-qt-keys] tbody tr").TextContent;

        Assert.All([Hostile.Shown, "olga", "ess:activate", "trading:read", "good", "2026-03-02 10:47:07 UTC from 10.0.0.9"], text => Assert.Contains(text, row, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public void Revoke_OfAKeyThatIsRevoked_IsDisabledAndSaysWhy()
    {
        _keys.Add(Key(1, "bot") with { RevokedAtUtc = Pictures.At });
        var page = Screen.Render<KeysPage>();

        Assert.True(page.Find("[data-qt-revoke]").HasAttribute("disabled"));
        Assert.Contains("revoked already", page.Find("[data-qt-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Revoke_WithAReason_Revokes()
    {
        _keys.Add(Key(1, "bot"));
        Screen.Render<KeysPage>().Find("[data-qt-revoke]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Assert.True(Dialogs.Find("[data-qt-deed-confirm]").HasAttribute("disabled"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("leaked");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal(["revoke: leaked"], _done));
    }

    [Fact]
    public void Create_Complete_ShowsTheKeyOnceAndOffersNoDisabledOwner()
    {
        Screen.Render<KeysPage>().Find("[data-qt-create]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("[data-qt-owner]"));
        Assert.DoesNotContain("gone", Dialogs.Find("[data-qt-owner]").TextContent, StringComparison.Ordinal);
        Assert.True(Dialogs.Find("[data-qt-deed-confirm]").HasAttribute("disabled"));
        Dialogs.Find("[data-qt-owner]").Change(new Guid(1, 1, 0, new byte[8]).ToString());
        Dialogs.Find("input[data-qt-label]").Input("bot");
        Dialogs.Find("[data-qt-scope='ess:activate']").Change(true);
        Dialogs.Find("[data-qt-lifetime]").Change("1");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal("qt_the-key", Dialogs.Find("[data-qt-secret]").GetAttribute("value")));
        Assert.Equal(["create bot ess:activate 1.00:00:00"], _done);
        Dialogs.Find("[data-qt-secret-close]").Click();
        Dialogs.WaitForAssertion(() => Assert.DoesNotContain("qt_the-key", Dialogs.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_RoleMissing_SaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Operator);
        Assert.Contains("ROLE_MISSING", Screen.Render<KeysPage>().Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
    }

    Task<Guarded<IReadOnlyList<ApiKeyFacts>>> IKeyControl.ListAsync(Caller caller, CancellationToken stopping) => Answer<IReadOnlyList<ApiKeyFacts>>(caller, AccessAction.SeeUsers, () => [.. _keys]);

    Task<Guarded<KeyCreation>> IKeyControl.CreateAsync(Caller caller, Guid ownerId, string label, ApiScopes scopes, TimeSpan lifetime, CancellationToken stopping) => Answer(caller, AccessAction.ManageKeys, () =>
    {
        _done.Add($"create {label} {ApiScopeNames.Text(scopes)} {lifetime}");
        return new KeyCreation(new NewApiKey(Key(2, label), "qt_the-key"), null);
    });

    Task<Guarded<bool>> IKeyControl.RevokeAsync(Caller caller, Guid id, string reason, CancellationToken stopping) => Answer(caller, AccessAction.ManageKeys, () =>
    {
        _done.Add($"revoke: {reason}");
        return true;
    });

    private static ApiKeyFacts Key(int number, string label) =>
        new(new Guid(number, 2, 0, new byte[8]), new Guid(1, 1, 0, new byte[8]), "olga", label, ApiScopes.EssActivate | ApiScopes.TradingRead, Pictures.At.AddDays(-1), Pictures.At.AddDays(1));

    private Task<Guarded<T>> Answer<T>(Caller caller, AccessAction action, Func<T> deed) => Task.FromResult<Guarded<T>>(
        ActionMatrix.Refusal(caller, action, Clock.GetUtcNow(), TimeSpan.FromMinutes(5)) is { } refusal ? new Guarded<T>.Refused(refusal) : new Guarded<T>.Done(deed()));
}
