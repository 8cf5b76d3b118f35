using Bunit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Layout;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Ui.Shell;

public sealed class StopDialogTests : ScreenTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Views.SetAsync(Pictures.Trading);
    }

    [Fact]
    public async Task StopDialog_Opened_ShowsScopeAndFiresNothing()
    {
        await ShowDialogAsync<StopDialog>();

        Assert.Equal(["2", "6,600.50 USDT", "1", "2"], Dialogs.FindAll("[data-qt-scope] dd").Select(dd => dd.TextContent.Trim()));
        Assert.Contains("What it does not do", Dialogs.Markup);
        Assert.Contains(StopWords.Undo, Dialogs.Markup);
        Assert.Empty(Actions.Stops);
    }

    [Fact]
    public async Task StopDialog_Opened_FocusGoesToTheLastButtonWhichIsStop()
    {
        await ShowDialogAsync<StopDialog>();

        Dialogs.WaitForAssertion(() => Assert.Contains(Screen.JSInterop.Invocations, call => call.Identifier == "mudElementRef.focusLast"));
        Assert.True(Dialogs.FindAll(".mud-dialog button")[^1].HasAttribute("data-qt-confirm"));
    }

    [Fact]
    public async Task StopDialog_ConfirmedOnce_StopsOnceAndCloses()
    {
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("[data-qt-confirm]").Click();

        Assert.Equal([("anna", OperatorStop.ReasonDefault)], Actions.Stops);
        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
        Snackbars.WaitForAssertion(() => Assert.Contains("Trading is stopped. Orders are being cancelled", Snackbars.Markup));
    }

    [Fact]
    public async Task StopDialog_WithReason_PassesItOn()
    {
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("input").Change("  spread too wide ");
        Dialogs.Find("[data-qt-confirm]").Click();

        Assert.Equal([("anna", "spread too wide")], Actions.Stops);
    }

    [Fact]
    public async Task StopDialog_Cancelled_FiresNothing()
    {
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("[data-qt-cancel]").Click();

        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
        Assert.Empty(Actions.Stops);
    }

    [Fact]
    public async Task StopDialog_StopFails_SaysSoAndStaysOpenToPressAgain()
    {
        Actions.AnswerStop = () => Task.FromException<StopReceipt>(new IOException("disk full"));
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("The stop was not confirmed: disk full.", Dialogs.Find("[data-qt-trouble]").TextContent));
        Assert.False(Dialogs.Find("[data-qt-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task StopDialog_AsViewer_SaysThatNothingWasStoppedAndWhoMay()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("[data-qt-confirm]").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("Nothing was stopped (ROLE_MISSING): emergency.stop needs the role Operator or Risk or Admin", Dialogs.Find("[data-qt-trouble]").TextContent));
        Assert.Empty(Actions.Stops);
    }

    [Fact]
    public async Task StopDialog_NoAnswer_SaysThatNothingIsKnown()
    {
        var never = new TaskCompletionSource<StopReceipt>();
        Actions.AnswerStop = () => never.Task;
        await ShowDialogAsync<StopDialog>();

        Dialogs.Find("[data-qt-confirm]").Click();
        Assert.True(Dialogs.Find("[data-qt-confirm]").HasAttribute("disabled"));
        Clock.Advance(OperatorStop.AnswerWithin);

        Dialogs.WaitForAssertion(() => Assert.Contains("may or may not have been taken", Dialogs.Find("[data-qt-trouble]").TextContent));
        Assert.False(Dialogs.Find("[data-qt-confirm]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task StopDialog_AlreadyLatched_SaysSoAndStillWorks()
    {
        Actions.Status = FakeActions.Latched(EmergencyRunState.Stuck);
        await ShowDialogAsync<StopDialog>();

        Assert.Contains("STUCK", Dialogs.Markup);
        Dialogs.Find("[data-qt-confirm]").Click();
        Assert.Single(Actions.Stops);
    }

    [Fact]
    public async Task StopDialog_NoPicture_ShowsDashesAndStillStops()
    {
        await Views.SetAsync(null);
        await ShowDialogAsync<StopDialog>();

        Assert.All(Dialogs.FindAll("[data-qt-scope] dd"), dd => Assert.StartsWith("–", dd.TextContent.Trim()));
        Dialogs.Find("[data-qt-confirm]").Click();
        Assert.Single(Actions.Stops);
    }
}
