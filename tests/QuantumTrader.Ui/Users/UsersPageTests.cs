using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Pages.Users;

namespace QuantumTrader.Ui.Users;

public sealed class UsersPageTests : ScreenTest
{
    private FakeUsers Users { get; set; } = null!;

    private protected override void AddServices(IServiceCollection services)
    {
        Users = new(Clock);
        Users.All.Add(FakeUsers.User(1, Hostile.Text, Roles.Operator));
        services.AddSingleton<IUserControl>(Users);
    }

    [Fact]
    public void Users_Listed_WithRolesAndHostileNamesAsText()
    {
        var page = Screen.Render<UsersPage>();
        Assert.Contains(Hostile.Shown, page.Find("[data-qt-users] tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("Operator", page.Find("[data-qt-users] tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public void Add_Complete_ShowsTheLinkOnceBehindTheHash()
    {
        Add("carl", Roles.Risk);

        Dialogs.WaitForAssertion(() => Assert.EndsWith("/link#the-token", Dialogs.Find("[data-qt-secret]").GetAttribute("value"), StringComparison.Ordinal));
        Assert.Equal(["create carl: Viewer, Risk"], Users.Done);
        Dialogs.Find("[data-qt-secret-close]").Click();
        Dialogs.WaitForAssertion(() => Assert.DoesNotContain("the-token", Dialogs.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Add_Refused_SaysWhyAndKeepsWhatWasTyped()
    {
        Users.Refusal = $"The name {Hostile.Text} is taken.";
        Add("carl", Roles.Risk);

        Dialogs.WaitForAssertion(() => Assert.Contains(Hostile.Shown, Dialogs.Find("[data-qt-deed-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Equal("carl", Dialogs.Find("input[data-qt-name]").GetAttribute("value"));
        Assert.Empty(Dialogs.FindAll("script, img"));
    }

    [Fact]
    public void Disable_WithoutAFreshProof_AsksForItFirst()
    {
        Who.Caller = Callers.Person(Roles.Admin);
        Screen.Render<UsersPage>().Find("[data-qt-disable]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("left the firm");
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-password]"));
        Assert.Empty(Users.Done);

        Dialogs.Find("input[data-qt-password]").Input(FakeAccounts.Password);
        Dialogs.Find("[data-qt-step-up-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal(["disabled True: left the firm"], Users.Done));
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
    }

    [Fact]
    public void Roles_ProofRefused_ChangesNothing()
    {
        Who.Caller = Callers.Person(Roles.Admin);
        Screen.Render<UsersPage>().Find("[data-qt-roles]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("promoted");
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-password]"));
        Dialogs.Find("input[data-qt-password]").Input("a guess");
        Dialogs.Find("[data-qt-step-up-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("wrong", Dialogs.Find("[data-qt-step-up-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Users.Done);
    }

    [Fact]
    public void Sessions_Opened_ListsThemAndEndsThemWithAReason()
    {
        Users.Sessions.Add(new(Guid.Empty, Users.All[0].Id, "s", Pictures.At, Pictures.At, Pictures.At, false, "10.0.0.9", Hostile.Text));
        Screen.Render<UsersPage>().Find("[data-qt-sessions]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("10.0.0.9", Dialogs.Find("[data-qt-session-list]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Dialogs.FindAll("script, img"));

        Dialogs.Find("input[data-qt-deed-reason]").Input("a lost laptop");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal(["sessions ended: a lost laptop"], Users.Done));
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Risk)]
    public void Users_RoleMissing_SaysWhyAndShowsNobody(Roles roles)
    {
        Who.Caller = Callers.Person(roles);
        var page = Screen.Render<UsersPage>();

        Assert.Contains("Refused (ROLE_MISSING): users.see needs the role Admin", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
        Assert.True(page.Find("[data-qt-add]").HasAttribute("disabled"));
    }

    [Fact]
    public void Users_Unreadable_IsNotAnEmptyList()
    {
        Users.Failure = new ConsoleUnavailableException("no answer");
        Assert.Contains("no answer", Screen.Render<UsersPage>().Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
    }

    private void Add(string name, Roles role)
    {
        Screen.Render<UsersPage>().Find("[data-qt-add]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-name]"));
        Dialogs.Find("input[data-qt-name]").Input(name);
        Dialogs.Find($"[data-qt-role={role}]").Change(true);
        Dialogs.Find("[data-qt-deed-confirm]").Click();
    }
}
