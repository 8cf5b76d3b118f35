using Bunit;
using QuantumTrader.Domain.Emergency;
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
}
