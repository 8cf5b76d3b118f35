using Bunit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Layout;

namespace QuantumTrader.Ui.Shell;

public sealed class TopBarTests : ScreenTest
{
    [Fact]
    public async Task TopBar_Fresh_ShowsStateFiguresAndAges()
    {
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();

        Assert.Equal("ACTIVE", bar.Find("[data-qt-pill]").TextContent);
        Assert.Equal("10,482.31", bar.Find("[data-qt-equity]").TextContent.Trim());
        Assert.Contains("qt-env-paper", bar.Find("header").ClassName);
        Assert.DoesNotContain("qt-stale-value", bar.Find("[data-qt-account]").ClassName);
        Assert.Equal(3, bar.FindAll(".qt-age-fresh").Count);
        Assert.Equal("10:52:07", bar.Find("#qt-beat").TextContent);
    }

    [Fact]
    public async Task TopBar_NoNewPictureForFourSeconds_GreysByTheClockAlone()
    {
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();

        PassTime(TimeSpan.FromSeconds(4));

        bar.WaitForAssertion(() =>
        {
            Assert.Contains("qt-stale-value", bar.Find("[data-qt-account]").ClassName);
            Assert.Contains("qt-stale-value", bar.Find("[data-qt-pill]").ClassName);
            Assert.Equal("4.0 s", bar.FindAll(".qt-age-stale")[0].TextContent);
            Assert.Equal("10:52:11", bar.Find("#qt-beat").TextContent);
        });
    }

    [Fact]
    public void TopBar_NoPicture_SaysStartingWithDashes()
    {
        var bar = Screen.Render<TopBar>();

        Assert.Equal("STARTING", bar.Find("[data-qt-pill]").TextContent);
        Assert.StartsWith("–", bar.Find("[data-qt-equity]").TextContent.Trim());
        Assert.Equal("The engine is starting.", bar.Find("[data-qt-equity] .qt-unknown").GetAttribute("title"));
        Assert.Equal(3, bar.FindAll(".qt-age-never").Count);
        Assert.Equal("STOP", bar.Find("[data-qt-stop]").TextContent);
    }

    [Fact]
    public async Task TopBar_NewPicture_IsDrawnAtMostFourTimesASecond()
    {
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();
        await Views.SetAsync(Pictures.Trading with { Equity = new(9_000m) });

        bar.WaitForAssertion(() => Assert.Equal("9,000.00", bar.Find("[data-qt-equity]").TextContent.Trim()));
        Assert.Equal(TimeSpan.FromMilliseconds(250), Views.IntervalAsked);
    }

    [Fact]
    public async Task TopBar_Disposed_StopsListening()
    {
        Screen.Render<TopBar>();
        Assert.Equal(1, Views.ListenerCount);

        await Screen.DisposeComponentsAsync();

        Assert.Equal(0, Views.ListenerCount);
    }

    [Fact]
    public async Task Stop_Clicked_OpensTheDialogOnceAndFiresNothing()
    {
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();

        bar.Find("[data-qt-stop]").Click();
        bar.Find("[data-qt-stop]").Click();

        Dialogs.WaitForAssertion(() => Assert.Single(Dialogs.FindAll(".mud-dialog")));
        Assert.Empty(Actions.Stops);
    }

    [Fact]
    public async Task Stop_WithoutCircuit_IsALinkToThePlainForm()
    {
        await Views.SetAsync(Pictures.Trading);
        Assert.Equal("/emergency", Screen.Render<TopBar>().Find("[data-qt-stop]").GetAttribute("href"));
    }

    [Fact]
    public async Task Reset_WhileTrading_IsNotThere()
    {
        await Views.SetAsync(Pictures.Trading);
        Assert.Empty(Screen.Render<TopBar>().FindAll("[data-qt-reset]"));
    }

    [Theory]
    [InlineData(EmergencyRunState.Closing, true, "STOPPING…")]
    [InlineData(EmergencyRunState.Stuck, true, "STUCK")]
    [InlineData(EmergencyRunState.Flat, false, "STOPPED")]
    public async Task Reset_Latched_IsThereAndEnabledOnlyWhenFlat(EmergencyRunState state, bool isDisabled, string label)
    {
        Actions.Status = FakeActions.Latched(state);
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();

        var reset = bar.Find("[data-qt-reset]");
        Assert.Equal(isDisabled, reset.HasAttribute("disabled"));
        Assert.Equal(isDisabled, !string.IsNullOrEmpty(reset.ParentElement!.GetAttribute("title")));
        Assert.Equal(label, bar.Find("[data-qt-stop]").TextContent);
    }

    [Fact]
    public async Task TopBar_SignedIn_SaysWhoAndLeadsToTheAccountAndOut()
    {
        Who.Caller = Callers.Person(Roles.Operator | Roles.Risk) with { Name = "<script>alert(1)</script>" };
        await Views.SetAsync(Pictures.Trading);
        var who = Screen.Render<TopBar>().Find("[data-qt-who]");

        Assert.Contains("<script>alert(1)</script>", who.QuerySelector("strong")!.TextContent);
        Assert.Empty(who.QuerySelectorAll("script"));
        Assert.Contains("Operator, Risk", who.TextContent);
        Assert.Equal("/account", who.QuerySelector("a")!.GetAttribute("href"));
        var form = who.QuerySelector("form")!;
        Assert.Equal(("post", "/sign-out"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal("form-token", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Stop_ForAViewer_StaysVisibleSaysWhyAndOpensNothing()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();
        var stop = bar.Find("[data-qt-stop]");

        Assert.Equal("true", stop.GetAttribute("aria-disabled"));
        Assert.Contains("emergency.stop needs the role Operator or Risk or Admin", stop.GetAttribute("title"));
        Assert.Contains("ROLE_MISSING", stop.ParentElement!.QuerySelector("[data-qt-why]")!.TextContent);
        stop.Click();
        Assert.Empty(Dialogs.FindAll(".mud-dialog"));
    }

    [Fact]
    public async Task Stop_WhenNobodyKnowsWhoSitsThere_StillOpensTheDialog()
    {
        Who.Caller = Caller.Anonymous;
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();

        bar.Find("[data-qt-stop]").Click();

        Assert.Contains("Not signed in", bar.Find("[data-qt-who]").TextContent);
        Dialogs.WaitForAssertion(() => Assert.Single(Dialogs.FindAll(".mud-dialog")));
    }

    [Fact]
    public async Task Reset_ForAnOperator_IsDisabledAndSaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Operator, Pictures.At);
        Actions.Status = FakeActions.Latched(EmergencyRunState.Flat);
        await Views.SetAsync(Pictures.Trading);
        var reset = Screen.Render<TopBar>().Find("[data-qt-reset]");

        Assert.True(reset.HasAttribute("disabled"));
        Assert.Contains("needs the role Risk", reset.ParentElement!.QuerySelector("[data-qt-why]")!.TextContent);
    }

    [Fact]
    public async Task TopBar_SessionEndsWhileItIsOpen_NoticesByItself()
    {
        Actions.Status = FakeActions.Latched(EmergencyRunState.Flat);
        await Views.SetAsync(Pictures.Trading);
        var bar = Screen.Render<TopBar>();
        Assert.False(bar.Find("[data-qt-reset]").HasAttribute("disabled"));

        Who.Caller = Caller.Anonymous;
        PassTime(TimeSpan.FromSeconds(6));

        bar.WaitForAssertion(() => Assert.True(bar.Find("[data-qt-reset]").HasAttribute("disabled")));
        Assert.Contains("Not signed in", bar.Find("[data-qt-who]").TextContent);
    }
}
