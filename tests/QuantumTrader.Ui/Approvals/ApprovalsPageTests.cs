using Bunit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Approvals;

namespace QuantumTrader.Ui.Approvals;

public sealed class ApprovalsPageTests : ScreenTest
{
    [Fact]
    public void Approvals_OpenOnesFirst_WithHostileTextsAsText()
    {
        Ask(1, Guid.Empty, ApprovalState.Rejected, "old");
        Ask(2, Guid.Empty, ApprovalState.Open, Hostile.Text);
        var page = Screen.Render<ApprovalsPage>();
        var rows = page.FindAll("[data-qt-approvals] tbody tr");

        Assert.Contains(Hostile.Shown, rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("old", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, img"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_AnothersRequest_TakesANoteAndIsDone(bool isApproved)
    {
        Ask(1, Guid.Empty, ApprovalState.Open, "reset it");
        Screen.Render<ApprovalsPage>().Find(isApproved ? "[data-qt-approve]" : "[data-qt-reject]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("looked at it");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal([(Approvals.All[0].Id, isApproved, "looked at it")], Approvals.Decisions));
    }

    [Fact]
    public void Decide_TheOwnRequest_IsDisabledAndSaysWhy()
    {
        Ask(1, Callers.AnnaId, ApprovalState.Open, "reset it");
        var page = Screen.Render<ApprovalsPage>();

        Assert.True(page.Find("[data-qt-approve]").HasAttribute("disabled"));
        Assert.Contains("Nobody decides the own request", page.Find("[data-qt-why]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApprovalState.Open)]
    [InlineData(ApprovalState.Approved)]
    public void Withdraw_TheOwnRequest_TakesAReasonAndIsDone(ApprovalState state)
    {
        Who.Caller = Callers.Person(Roles.Operator);
        Ask(1, Callers.AnnaId, state, "reset it");
        Screen.Render<ApprovalsPage>().Find("[data-qt-withdraw]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("not needed");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal([(Approvals.All[0].Id, "not needed")], Approvals.Withdrawals));
    }

    [Fact]
    public void Withdraw_AnothersRequestOrOneThatIsOver_IsNotOffered()
    {
        Ask(1, Guid.Empty, ApprovalState.Open, "another's");
        Ask(2, Callers.AnnaId, ApprovalState.Used, "over");
        Assert.Empty(Screen.Render<ApprovalsPage>().FindAll("[data-qt-withdraw]"));
    }

    [Fact]
    public void Decide_WithoutTheRole_IsDisabledAndSaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Operator);
        Ask(1, Guid.Empty, ApprovalState.Open, "reset it");
        var page = Screen.Render<ApprovalsPage>();

        Assert.True(page.Find("[data-qt-reject]").HasAttribute("disabled"));
        Assert.Contains("needs the role Risk", page.Find("[data-qt-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Approvals_NewRequest_IsSeenWithoutLoadingThePageAgain()
    {
        var page = Screen.Render<ApprovalsPage>();
        Assert.Contains("No request", page.Markup, StringComparison.Ordinal);

        Ask(1, Guid.Empty, ApprovalState.Open, "reset it");
        PassTime(TimeSpan.FromSeconds(6));

        page.WaitForAssertion(() => Assert.Contains("reset it", page.Find("[data-qt-approvals]").TextContent, StringComparison.Ordinal));
    }

    private void Ask(int number, Guid by, ApprovalState state, string summary) =>
        Approvals.All.Add(new(new Guid(number, 7, 0, new byte[8]), AccessAction.ResetEmergency, summary, by, "bob", Pictures.At, Pictures.At.AddMinutes(15), state));
}
