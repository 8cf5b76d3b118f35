using Bunit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Layout;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Ui.Shell;

public sealed class ResetDialogTests : ScreenTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Actions.Status = FakeActions.Latched(EmergencyRunState.Flat);
        await ShowDialogAsync<ResetDialog>();
    }

    [Fact]
    public void ResetDialog_Opened_NothingIsChosenAndFocusIsOnCancel()
    {
        Assert.DoesNotContain(Dialogs.FindAll("input[type=radio]"), radio => radio.HasAttribute("checked"));
        Assert.True(IsConfirmDisabled);
        Dialogs.WaitForAssertion(() => Assert.Contains(Screen.JSInterop.Invocations, call => call.Identifier == "mudElementRef.focusLast"));
        Assert.True(Dialogs.FindAll(".mud-dialog button:not([disabled])")[^1].HasAttribute("data-qt-cancel"));
    }

    [Theory]
    [InlineData(null, "looked into it", "RESET")]
    [InlineData(false, "   ", "RESET")]
    [InlineData(false, "looked into it", "reset")]
    [InlineData(false, "looked into it", "RESET ")]
    [InlineData(false, "looked into it", "")]
    public void ResetDialog_AnythingMissing_CannotBeConfirmed(bool? rebase, string reason, string word)
    {
        Fill(rebase, reason, word);

        Assert.True(IsConfirmDisabled);
        Assert.NotEmpty(Dialogs.Find("[data-qt-missing]").TextContent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ResetDialog_Complete_ResetsAndCloses(bool rebase)
    {
        Fill(rebase, " looked into it ", "RESET");
        Dialogs.Find("[data-qt-confirm]").Click();

        Assert.Equal([new ResetRequest("anna", "looked into it", rebase, "RESET") { EmergencyId = FakeActions.LatchedId, DrawdownLimit = rebase ? null : new(0.125m) }], Actions.Resets);
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
    }

    [Fact]
    public void ResetDialog_Refused_ShowsWhyAndStaysOpen()
    {
        Actions.AnswerReset = () => Task.FromResult(new ResetReceipt(false, "One position is left."));
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("Refused: One position is left.", Dialogs.Find("[data-qt-refusal]").TextContent));
    }

    [Theory]
    [InlineData(Roles.Operator, true, "emergency.reset needs the role Risk")]
    [InlineData(Roles.Risk, false, "emergency.reset needs your password")]
    public void ResetDialog_CallerMayNot_ShowsWhyAndResetsNothing(Roles roles, bool isFresh, string why)
    {
        Who.Caller = Callers.Person(roles, isFresh ? Pictures.At : null);
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains(why, Dialogs.Find("[data-qt-refusal]").TextContent));
        Assert.Empty(Actions.Resets);
    }

    [Fact]
    public void ResetDialog_AnotherEmergencyMeanwhile_AsksForTheOneThatWasSeen()
    {
        Actions.Status = Actions.Status with { EmergencyId = new Guid(99, 0, 0, new byte[8]) };
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-confirm]").Click();

        Assert.Equal(FakeActions.LatchedId, Assert.Single(Actions.Resets).EmergencyId);
    }

    [Fact]
    public void ResetDialog_Fails_ShowsTheCause()
    {
        Actions.AnswerReset = () => Task.FromException<ResetReceipt>(new IOException("disk full"));
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("The reset failed: disk full", Dialogs.Find("[data-qt-refusal]").TextContent));
    }

    [Fact]
    public void ResetDialog_Cancelled_AsksForNothing()
    {
        Fill(true, "looked into it", "RESET");
        Dialogs.Find("[data-qt-cancel]").Click();
        Assert.Empty(Actions.Resets);
    }

    [Fact]
    public void ResetDialog_OnlyAFreshProofIsMissing_AsksForItAndThenResetsWhatWasConfirmed()
    {
        Who.Caller = Callers.Person(Roles.Risk) with { HasTotp = true };
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-code]"));
        Fill(true, "looked into it", "RESET");
        Assert.True(IsConfirmDisabled);
        Prove(FakeAccounts.Password, FakeAccounts.Code);
        Accounts.Meanwhile = () => Actions.Status = Actions.Status with { EmergencyId = new Guid(99, 0, 0, new byte[8]) };

        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Equal([new ResetRequest("anna", "looked into it", true, "RESET") { EmergencyId = FakeActions.LatchedId }], Actions.Resets));
        Assert.Equal(1, Accounts.Proofs);
    }

    [Fact]
    public void ResetDialog_WrongProof_SaysSoForgetsItAndResetsNothing()
    {
        Who.Caller = Callers.Person(Roles.Risk);
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-password]"));
        Fill(false, "looked into it", "RESET");
        Prove("a guess", null);

        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("The password or the code is wrong.", Dialogs.Find("[data-qt-refusal]").TextContent));
        Assert.Empty(Actions.Resets);
        Assert.True(IsConfirmDisabled);
    }

    [Fact]
    public async Task ResetDialog_SecondPersonNeeded_WaitsForTheApprovalAndBringsItAlong()
    {
        await ShowAgainAsync();
        Assert.True(Dialogs.Find("[data-qt-ask]").HasAttribute("disabled"));
        Fill(true, "looked into it", "RESET");
        Assert.True(IsConfirmDisabled);

        Dialogs.Find("[data-qt-ask]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Waiting for a second person", Dialogs.Find("[data-qt-approval]").TextContent));
        var asked = Assert.Single(Approvals.All);
        Assert.Equal($"Reset emergency {FakeActions.LatchedId}; measure drawdown from the present equity", asked.Summary);
        Assert.True(IsConfirmDisabled);

        Approvals.Decide(asked.Id, ApprovalState.Approved, "bob", "<b>fine</b>");
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Assert.Contains("Approved by bob (<b>fine</b>)", Dialogs.Find("[data-qt-approval]").TextContent));
        Assert.False(IsConfirmDisabled);
        Dialogs.Find("[data-qt-confirm]").Click();
        Dialogs.WaitForAssertion(() => Assert.True(Assert.Single(Actions.Resets).RebasePeak));
    }

    [Theory]
    [InlineData(ApprovalState.Rejected, "Rejected by bob")]
    [InlineData(ApprovalState.Expired, "expired")]
    public async Task ResetDialog_NotApproved_SaysSoAndAsksAnew(ApprovalState state, string text)
    {
        await ShowAgainAsync();
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-ask]").Click();
        Approvals.Decide(Approvals.All[0].Id, state, "bob");

        PassTime(TimeSpan.FromSeconds(3));

        Dialogs.WaitForAssertion(() => Assert.Contains(text, Dialogs.Find("[data-qt-approval]").TextContent));
        Assert.True(IsConfirmDisabled);
        Dialogs.Find("[data-qt-ask]").Click();
        Dialogs.WaitForAssertion(() => Assert.Equal(2, Approvals.All.Count));
    }

    [Fact]
    public async Task ResetDialog_OpenedAgain_TakesUpTheRequestThatWaits()
    {
        await ShowAgainAsync();
        Fill(true, "looked into it", "RESET");
        Dialogs.Find("[data-qt-ask]").Click();
        await ShowAgainAsync();

        Assert.Contains("Waiting for a second person", Dialogs.Find("[data-qt-approval]").TextContent);
        Assert.All(Dialogs.FindAll("input[type=radio]"), radio => Assert.True(radio.HasAttribute("disabled")));
        Assert.Single(Approvals.All);
    }

    [Fact]
    public async Task ResetDialog_ApprovalsUnreadable_SaysSoAndResetsNothing()
    {
        Approvals.Failure = new ConsoleUnavailableException("no answer");
        await ShowAgainAsync();
        Fill(false, "looked into it", "RESET");

        Assert.Contains("cannot be read now", Dialogs.Find("[data-qt-approval]").TextContent);
        Assert.True(IsConfirmDisabled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ten")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("100.1")]
    [InlineData("12,5")]
    public void ResetDialog_PeakKeptWithoutAReadableLimit_CannotBeConfirmedAndSaysWhatIsMissing(string limit)
    {
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("input[data-qt-limit]").Input(limit);

        Assert.True(IsConfirmDisabled);
        Assert.Contains("new drawdown limit in per cent, such as 12.5", Dialogs.Find("[data-qt-missing]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetDialog_PeakChosen_SaysWhatItMeansInMoney()
    {
        await Views.SetAsync(Pictures.Trading with { AllTimePeak = new(11_000m), AllTimeDrawdownLimit = new(0.20m) });
        Fill(false, "looked into it", "RESET");
        var kept = Dialogs.Find("[data-qt-peak]").TextContent;
        Assert.All(["2.10 % below the peak of 10,707.16 USDT", "the limit so far is 10.00 %", "stops again at 9,368.77 USDT", "20.00 % below the highest ever (11,000.00) stays"], part => Assert.Contains(part, kept, StringComparison.Ordinal));
        Dialogs.Find("input[data-qt-limit]").Input("2");
        Assert.Contains("is reached already", Dialogs.Find("[data-qt-peak]").TextContent, StringComparison.Ordinal);

        Dialogs.FindAll("input[type=radio]")[1].Click();
        Assert.Empty(Dialogs.FindAll("input[data-qt-limit]"));
        Assert.Contains("about 9,434.08 USDT, 10.00 % below the present 10,482.31", Dialogs.Find("[data-qt-peak]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetDialog_KeptPeakApproved_IsTakenUpWithItsLimit()
    {
        await ShowAgainAsync();
        Fill(false, "looked into it", "RESET");
        Dialogs.Find("[data-qt-ask]").Click();
        await ShowAgainAsync();
        Assert.Equal("12.5", Dialogs.Find("input[data-qt-limit]").GetAttribute("value"));
        Assert.True(Dialogs.Find("input[data-qt-limit]").HasAttribute("disabled"));

        Approvals.Decide(Assert.Single(Approvals.All).Id, ApprovalState.Approved, "bob");
        PassTime(TimeSpan.FromSeconds(3));
        Dialogs.WaitForAssertion(() => Assert.Contains("Approved by bob", Dialogs.Find("[data-qt-approval]").TextContent));
        Dialogs.Find("input[data-qt-reason]").Input("looked into it");
        Dialogs.Find("input[data-qt-word]").Input("RESET");
        Dialogs.Find("[data-qt-confirm]").Click();
        Dialogs.WaitForAssertion(() => Assert.Equal(new(0.125m), Assert.Single(Actions.Resets).DrawdownLimit));
    }

    private async Task ShowAgainAsync()
    {
        Approvals.Needed.Add(AccessAction.ResetEmergency);
        Dialogs.Find("[data-qt-cancel]").Click();
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
        await ShowDialogAsync<ResetDialog>();
        Dialogs.WaitForAssertion(() => Dialogs.Find("[data-qt-ask]"));
    }

    private void Prove(string password, string? code)
    {
        Dialogs.Find("input[data-qt-password]").Input(password);
        if (code is not null)
        {
            Dialogs.Find("input[data-qt-code]").Input(code);
        }
    }

    private bool IsConfirmDisabled => Dialogs.Find("[data-qt-confirm]").HasAttribute("disabled");

    private void Fill(bool? rebase, string reason, string word)
    {
        if (rebase is { } choice)
        {
            Dialogs.FindAll("input[type=radio]")[choice ? 1 : 0].Click();
        }

        if (rebase is false)
        {
            Dialogs.Find("input[data-qt-limit]").Input("12.5");
        }

        Dialogs.Find("input[data-qt-reason]").Input(reason);
        Dialogs.Find("input[data-qt-word]").Input(word);
    }
}
