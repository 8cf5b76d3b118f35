using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Components.Pages.Policy;

namespace QuantumTrader.Ui.Policy;

/// <summary>The page over the real service and a store in memory that holds the default policy.</summary>
public sealed class PolicyPageTests : ScreenTest
{
    private const string Collar = "[data-qt-value='PriceCollar']";

    private protected override void AddServices(IServiceCollection services) =>
        services.AddSingleton<IPolicyControl>(p => Policy.Control(p.GetRequiredService<IAccessGate>(), Approvals, new AccessOptions(), Clock));

    [Fact]
    public void Policy_Shown_WithVersionAuthorAndUnits()
    {
        var page = Screen.Render<PolicyPage>();
        Assert.Equal("version 1", page.Find("[data-qt-version]").TextContent);
        Assert.Equal("2 %", page.Find(Collar).TextContent);
        Assert.Equal("10 %", page.Find("[data-qt-value='DrawdownLimit']").TextContent);
        Assert.Single(page.FindAll("[data-qt-history] tbody tr"));
        Assert.Empty(page.FindAll("[data-qt-trouble]"));
    }

    [Fact]
    public void Tighten_ByAnOperator_HoldsAtOnceUnderTheirNameAndIsInTheHistory()
    {
        Who.Caller = Callers.Person(Roles.Operator);
        var page = Review("PriceCollar", "0.01");
        Assert.Contains("This allows less, and holds at once", Dialogs.Find("[data-qt-needs]").TextContent, StringComparison.Ordinal);
        Assert.Contains("PriceCollar", Dialogs.Find("[data-qt-diff]").TextContent, StringComparison.Ordinal);
        Save("thin books");

        page.WaitForAssertion(() => Assert.Equal("1 %", page.Find(Collar).TextContent));
        var written = Assert.Single(Policy.Written);
        Assert.Equal((2L, "anna", "thin books", 0.01m), (written.Version, written.UpdatedBy, written.UpdateReason, written.PriceCollar.Value));
        var newest = page.Find("[data-qt-history] tbody tr").TextContent;
        Assert.All(["2", "anna", "“thin books”", "PriceCollar"], part => Assert.Contains(part, newest, StringComparison.Ordinal));
        Assert.Contains("version 2 is in force", page.Find("[data-qt-result]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Loosen_ByRiskWithoutAFreshProof_AsksForItFirst()
    {
        Who.Caller = Callers.Person(Roles.Risk);
        var page = Review("PriceCollar", "0.03");
        Assert.Contains("This allows more", Dialogs.Find("[data-qt-needs]").TextContent, StringComparison.Ordinal);
        Save("books are back");
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-password]"));
        Assert.Empty(Policy.Written);

        Dialogs.Find("input[data-qt-password]").Input(FakeAccounts.Password);
        Dialogs.Find("[data-qt-step-up-confirm]").Click();
        page.WaitForAssertion(() => Assert.Equal("3 %", page.Find(Collar).TextContent));
    }

    [Fact]
    public void Loosen_ByAnOperator_IsToldWhoMayAndChangesNothing()
    {
        Who.Caller = Callers.Person(Roles.Operator, Pictures.At);
        Review("PriceCollar", "0.03");
        Assert.Contains("needs the role Risk", Dialogs.Find("[data-qt-needs]").TextContent, StringComparison.Ordinal);
        Save("books are back");

        Dialogs.WaitForAssertion(() => Assert.Contains("ROLE_MISSING", Dialogs.Find("[data-qt-deed-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Policy.Written);
    }

    [Fact]
    public void Loosen_WhereTwoAreNeeded_WaitsForTheSecond()
    {
        Approvals.Needed.Add(AccessAction.LoosenPolicy);
        var page = Review("PriceCollar", "0.03");
        Dialogs.Find("input[data-qt-deed-reason]").Input("books are back");
        Assert.True(Dialogs.Find("[data-qt-deed-confirm]").HasAttribute("disabled"));
        Dialogs.Find("[data-qt-ask]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Waiting for a second person", Dialogs.Find("[data-qt-approval]").TextContent, StringComparison.Ordinal));
        Assert.Contains("PriceCollar", Assert.Single(Approvals.All).Summary, StringComparison.Ordinal);
        Assert.Empty(Policy.Written);

        Approvals.Decide(Approvals.All[0].Id, ApprovalState.Approved, "bob");
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Assert.False(Dialogs.Find("[data-qt-deed-confirm]").HasAttribute("disabled")));
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        page.WaitForAssertion(() => Assert.Equal("3 %", page.Find(Collar).TextContent));
    }

    [Fact]
    public void DryRun_OfAChange_SaysWhatCannotBeToldAndChangesNothing()
    {
        var page = Type("PriceCollar", "0.01");
        page.Find("[data-qt-try]").Click();

        page.WaitForAssertion(() => Assert.Contains("Dry run.", page.Find("[data-qt-dry-run]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Policy.Written);
        page.Find("[data-qt-edit='PriceCollar']").Change("0.011"); // another change: what was tried is of the earlier one
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-qt-dry-run]")));
    }

    [Fact]
    public void Type_WhatIsNoValue_IsToldBesideIt()
    {
        var page = Type("PriceCollar", "a lot");
        Assert.Contains("PriceCollar", page.Find(".qt-caveat").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("[data-qt-edit='PriceCollar']").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task RollBack_AfterAChange_ShowsTheDifferenceAndGoesBack()
    {
        await WriteAsync(p => p with { PriceCollar = new(0.01m) });
        var page = Screen.Render<PolicyPage>();
        Assert.Equal("1 %", page.Find(Collar).TextContent);
        page.Find("[data-qt-back]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("PriceCollar", Dialogs.Find("[data-qt-diff]").TextContent, StringComparison.Ordinal));
        Save("was a mistake");

        page.WaitForAssertion(() => Assert.Equal("2 %", page.Find(Collar).TextContent));
        Assert.Equal("version 3", page.Find("[data-qt-version]").TextContent);
    }

    [Fact]
    public void Policy_ForAViewer_IsShownAndEveryControlSaysWhyItIsDisabled()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        var page = Screen.Render<PolicyPage>();
        Assert.Equal("2 %", page.Find(Collar).TextContent);
        Assert.All(["edit-all", "trades", "back"], name => Assert.True(page.Find($"[data-qt-{name}]").HasAttribute("disabled")));
        Assert.All(page.FindAll("[data-qt-why]"), why => Assert.Contains("ROLE_MISSING", why.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Save_RoleLostMeanwhile_IsRefusedByTheService()
    {
        Review("PriceCollar", "0.01");
        Who.Caller = Callers.Person(Roles.Viewer, Pictures.At);
        Save("thin books");

        Dialogs.WaitForAssertion(() => Assert.Contains("ROLE_MISSING", Dialogs.Find("[data-qt-deed-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Policy.Written);
    }

    [Fact]
    public async Task Save_SomebodyElseWasFaster_IsRefusedAndThePageSaysThatItIsStale()
    {
        var page = Review("PriceCollar", "0.01");
        await WriteAsync(p => p with { PriceCollar = new(0.015m) });
        Save("thin books");
        Dialogs.WaitForAssertion(() => Assert.Contains("The policy is at version 2 by now", Dialogs.Find("[data-qt-deed-trouble]").TextContent, StringComparison.Ordinal));
        Assert.Equal(0.015m, Policy.Current.PriceCollar.Value);

        Dialogs.Find("[data-qt-deed-cancel]").Click();
        page.WaitForAssertion(() => Assert.Contains("what you typed began on version 1", page.Find(".qt-caveat[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Policy_StoreAway_IsAnErrorAndNoEmptyHistory()
    {
        Policy.Failure = new PolicyUnavailableException("no answer");
        var page = Screen.Render<PolicyPage>();
        Assert.Contains("no answer", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-qt-history], [data-qt-version]"));
    }

    private IRenderedComponent<PolicyPage> Type(string field, string value)
    {
        var page = Screen.Render<PolicyPage>();
        page.Find("[data-qt-edit-all]").Click();
        page.Find($"[data-qt-edit='{field}']").Change(value);
        return page;
    }

    private IRenderedComponent<PolicyPage> Review(string field, string value)
    {
        var page = Type(field, value);
        page.Find("[data-qt-save]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("[data-qt-needs]"));
        return page;
    }

    private void Save(string reason)
    {
        Dialogs.Find("input[data-qt-deed-reason]").Input(reason);
        Dialogs.Find("[data-qt-deed-confirm]").Click();
    }

    private async Task WriteAsync(Func<TradingPolicy, TradingPolicy> change)
    {
        var now = Policy.Current;
        await Policy.Store.WriteAsync(change(now) with { UpdatedBy = "bob", UpdateReason = "faster", UpdatedAtUtc = now.UpdatedAtUtc.AddMinutes(1) }, now.Version, CancellationToken.None);
    }
}
