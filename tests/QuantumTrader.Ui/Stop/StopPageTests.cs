using Bunit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Stop;

namespace QuantumTrader.Ui.Stop;

/// <summary>The page of the stop over the real service and an engine that the test leads.</summary>
public sealed class StopPageTests : ScreenTest
{
    [Fact]
    public void Stop_NotStopped_SaysSoAndThatADrillIsDue()
    {
        var page = Screen.Render<StopPage>();
        Assert.Equal("Trading is not stopped", Headline(page));
        Assert.Contains("2 positions, 3 orders", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-qt-drill-due]"));
        Assert.Empty(page.FindAll("[data-qt-stop-reset], [data-qt-receipts], [data-qt-left]"));
    }

    [Fact]
    public void Stop_UnderWay_ShowsTheReceiptsAsTheyCome()
    {
        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Closing, FakeStop.Receipt(1, ReceiptOutcome.Done, ReceiptKind.CancelOrder), FakeStop.Receipt(2, ReceiptOutcome.Sent));
        var page = Screen.Render<StopPage>();
        Assert.Equal("1 of 2 done", page.Find("[data-qt-stop-progress]").TextContent);
        Assert.Contains("close position", page.Find("[data-qt-receipts] tbody tr").TextContent, StringComparison.Ordinal); // what is not done first

        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Flat, FakeStop.Receipt(1, ReceiptOutcome.Done, ReceiptKind.CancelOrder), FakeStop.Receipt(2, ReceiptOutcome.Done));
        PassTime(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("2 of 2 done", page.Find("[data-qt-stop-progress]").TextContent));
        Assert.StartsWith("Stopped; the account is proved flat", Headline(page), StringComparison.Ordinal);
        Assert.Contains("qt-tone-profit", page.Find("[data-qt-stop-headline]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_EngineDoesNotAnswer_KeepsWhatWasKnownAndCallsItNotKnownNow()
    {
        var page = Screen.Render<StopPage>();
        Stop.Failure = new InvalidOperationException("The engine has not started yet.");
        PassTime(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.StartsWith("Not known now; the last that was known:", Headline(page), StringComparison.Ordinal));
        Assert.DoesNotContain("qt-tone-profit", page.Find("[data-qt-stop-headline]").ClassName, StringComparison.Ordinal);
        Assert.Contains("Stopping still works", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-qt-stop-preview]").HasAttribute("disabled"));

        Stop.Failure = null;
        PassTime(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("Trading is not stopped", Headline(page)));
        Assert.Empty(page.FindAll("[data-qt-trouble]"));
    }

    [Fact]
    public void Stop_LatchNotSaved_IsSaidAloud()
    {
        Stop.Picture = FakeStop.Of(FakeActions.Latched(EmergencyRunState.Closing) with { LatchNotSavedSinceUtc = Pictures.At });
        var page = Screen.Render<StopPage>();
        Assert.Contains("NOT SAVED since", page.Find("[data-qt-stop-saved] .qt-tone-danger").TextContent, StringComparison.Ordinal);
        Assert.Contains("do not end the app", page.Find("p[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_Stuck_ListsWhatIsLeftAndWhatToDo()
    {
        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Stuck, FakeStop.Receipt(1, ReceiptOutcome.Rejected)) with { Readings = [FakeStop.Reading("one position is open", "position BTCUSDT Both Long 0.042")] };
        var left = Screen.Render<StopPage>().Find("[data-qt-left]");
        Assert.Contains("one position is open", left.TextContent, StringComparison.Ordinal);
        Assert.Contains("close by hand", left.TextContent, StringComparison.Ordinal);
        Assert.Contains("position BTCUSDT Both Long 0.042", left.QuerySelector("li")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(left.QuerySelector("[role=alert]"));
    }

    [Fact]
    public void Stop_VenueUnreadable_ListsWhatTheRunHasNotFinished()
    {
        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Closing, FakeStop.Receipt(1, ReceiptOutcome.Done), FakeStop.Receipt(2, ReceiptOutcome.Unknown)) with { Readings = [RunReading.Failed(Pictures.At, "the venue is silent")] };
        var left = Screen.Render<StopPage>().Find("[data-qt-left]");
        Assert.Contains("Not flat yet: the venue is silent", left.TextContent, StringComparison.Ordinal);
        Assert.Equal("close position BTCUSDT 0.042 (no answer: asking)", Assert.Single(left.QuerySelectorAll("li")).TextContent);
    }

    [Fact]
    public void Stop_FlatExceptDust_NamesTheDustAndIsNotGreen()
    {
        Stop.Picture = FakeStop.Stopped(EmergencyRunState.FlatExceptDust) with { Readings = [FakeStop.Reading(null) with { Dust = "BTCUSDT 0.0004" }] };
        var page = Screen.Render<StopPage>();
        Assert.Contains("BTCUSDT 0.0004", page.Find("[data-qt-left]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("qt-tone-profit", page.Find("[data-qt-stop-headline]").ClassName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EmergencyRunState.Closing, false, Roles.Risk, "proved flat first")]
    [InlineData(EmergencyRunState.Flat, true, Roles.Risk, "cools down until 11:52:07 UTC")]
    [InlineData(EmergencyRunState.Flat, false, Roles.Operator, "ROLE_MISSING")]
    [InlineData(EmergencyRunState.Flat, false, Roles.Risk, null)]
    [InlineData(EmergencyRunState.FlatExceptDust, false, Roles.Risk, null)]
    public void Reset_Offered_OnlyWhenItWouldBeTaken(EmergencyRunState state, bool isCooling, Roles roles, string? why)
    {
        Who.Caller = Callers.Person(roles);
        Stop.Picture = FakeStop.Stopped(state) with { CoolDownUntilUtc = isCooling ? Pictures.At.AddHours(1) : null };
        var page = Screen.Render<StopPage>();
        Assert.Equal(why is not null, page.Find("[data-qt-stop-reset]").HasAttribute("disabled"));
        Assert.True(why is null || page.FindAll("[data-qt-why]").Any(w => w.TextContent.Contains(why, StringComparison.Ordinal)), page.Markup);
    }

    [Fact]
    public void Stop_OnTheWayBack_SaysTheStageAndItsShare()
    {
        Stop.Picture = FakeStop.Of(FakeActions.Trading with { SizeShare = 0.1m }) with { ReEntry = new ReEntryState(FakeActions.LatchedId, ReEntryStage.Tenth, Pictures.At, "The stage before passed without trouble.") };
        var page = Screen.Render<StopPage>();
        Assert.Equal("Trading comes back after a reset: a tenth of each size", Headline(page));
        Assert.Equal("10 %", page.Find("[data-qt-stop-share]").TextContent);
        Assert.DoesNotContain("qt-tone-profit", page.Find("[data-qt-stop-headline]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_Refused_SaysWhyAndShowsNothing()
    {
        var page = Screen.Render<StopPage>();
        page.Find("[data-qt-stop-preview]").Click();
        Assert.Contains("The venue cannot be read now.", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-qt-preview]"));
    }

    [Fact]
    public void Drill_ByAViewer_IsDisabled()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        Assert.True(Screen.Render<StopPage>().Find("[data-qt-stop-drill]").HasAttribute("disabled"));
    }

    [Fact]
    public void Drill_ThatDoesNotEndFlat_IsNotShownAsGood()
    {
        var report = new DrillReport { DrillId = Guid.Empty, AtUtc = Pictures.At, AskedBy = "anna", Outcome = EmergencyRunState.Stuck, Positions = 2, Orders = 3, NotCopied = 1, Receipts = 5, Detail = "one close was refused" };
        (Stop.Drill, Stop.Picture) = (new(report, null), Stop.Picture with { LastDrill = report });
        var page = Screen.Render<StopPage>();
        page.Find("[data-qt-stop-drill]").Click();

        Assert.Equal(["anna"], Stop.Drills);
        Assert.Contains("Stuck, one close was refused", page.Find("[data-qt-result]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-qt-drill] .qt-tone-danger"));
        Assert.NotEmpty(page.FindAll("[data-qt-drill-due]"));
        Assert.Contains("1 could not be copied", page.Find("[data-qt-drill]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Drill_Refused_SaysWhy()
    {
        var page = Screen.Render<StopPage>();
        page.Find("[data-qt-stop-drill]").Click();
        page.WaitForAssertion(() => Assert.Contains("A drill is under way already.", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TradingMode.ReduceOnly, "No emergency stop; nothing new is opened now (reduce only)")]
    [InlineData(TradingMode.Halted, "No emergency stop; trading is halted")]
    [InlineData(null, "Trading is not stopped")]
    public void Stop_NoneButTradingIsLimitedOrUnknown_IsNotGreen(TradingMode? mode, string headline)
    {
        Stop.Picture = FakeStop.Of(FakeActions.Trading with { Mode = mode });
        var page = Screen.Render<StopPage>();
        Assert.Equal(headline, Headline(page));
        Assert.DoesNotContain("qt-tone-profit", page.Find("[data-qt-stop-headline]").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_BegunWhileThePageShowsAPreview_IsShownWithTheNextPictureAndNothingOfBeforeStays()
    {
        var preview = new StopPreview { AtUtc = Pictures.At, Cancels = [], Closes = [], Notional = new(0m), CostEstimate = new(0m) };
        (Stop.Preview, Stop.Drill) = (new(preview, null), new(new DrillReport { DrillId = Guid.Empty, AtUtc = Pictures.At, AskedBy = "anna", Outcome = EmergencyRunState.Flat, Positions = 0, Orders = 0, NotCopied = 0, Receipts = 0 }, null));
        var page = Screen.Render<StopPage>();
        page.Find("[data-qt-stop-preview]").Click();
        page.Find("[data-qt-stop-drill]").Click();
        page.WaitForAssertion(() => Assert.Contains("The drill is over: Flat", page.Find("[data-qt-result]").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("[data-qt-preview]"));

        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Closing);
        await Views.SetAsync(Pictures.Trading with { RunState = EmergencyRunState.Closing });
        page.WaitForAssertion(() => Assert.StartsWith("Stopped; the account is being made flat", Headline(page), StringComparison.Ordinal));
        Assert.Equal("", page.Find("[data-qt-result]").TextContent);
        Assert.Empty(page.FindAll("[data-qt-preview]"));
        Assert.True(page.Find("[data-qt-stop-preview]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Overview_WhileStopped_SaysHowFarTheReceiptsAreAndLinksToThem()
    {
        await Views.SetAsync(Pictures.Trading);
        var page = Screen.Render<QuantumTrader.Web.Components.Pages.Overview.Overview>();
        Assert.Empty(page.FindAll("[data-qt-stop-strip]"));

        Stop.Picture = FakeStop.Stopped(EmergencyRunState.Closing, FakeStop.Receipt(1, ReceiptOutcome.Done), FakeStop.Receipt(2, ReceiptOutcome.Sent));
        await Views.SetAsync(Pictures.Trading with { RunState = EmergencyRunState.Closing });
        PassTime(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("Receipts: 1 of 2 done", page.Find("[data-qt-stop-strip] [data-qt-stop-progress]").TextContent));
        Assert.Equal("stop", page.Find("[data-qt-stop-strip] a").GetAttribute("href"));
    }

    private static string Headline(IRenderedComponent<StopPage> page) => page.Find("[data-qt-stop-headline]").TextContent.Trim();
}
