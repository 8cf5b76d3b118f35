using Bunit;
using QuantumTrader.Domain.Units;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Engine.View;
using Page = QuantumTrader.Web.Components.Pages.Overview.Overview;

namespace QuantumTrader.Ui.Overview;

public sealed class OverviewTests : ScreenTest
{
    [Fact]
    public void Overview_NoPicture_SaysThatTheEngineIsStarting() =>
        Assert.Contains("The engine is starting", Screen.Render<Page>().Markup);

    [Fact]
    public async Task Overview_Fresh_ShowsPositionsWithTickDecimalsAndMissingStop()
    {
        await Views.SetAsync(Pictures.Trading);
        var page = Screen.Render<Page>();

        var rows = page.FindAll("[data-qt-positions] tbody tr");
        Assert.Equal(2, rows.Count);
        Assert.Contains("64,464.7", rows[0].TextContent);
        Assert.Contains("+15.32 ▲", rows[0].TextContent);
        Assert.Contains("37 min 00 s", rows[0].TextContent);
        Assert.DoesNotContain("NO STOP", rows[0].TextContent);
        Assert.Contains("NO STOP", rows[1].TextContent);
        Assert.Empty(page.FindAll(".qt-stale"));
    }

    [Fact]
    public async Task Overview_UnknownLiquidation_IsADashWithAReason()
    {
        await Views.SetAsync(Pictures.Trading);
        var unknown = Screen.Render<Page>().Find("[data-qt-positions] .qt-unknown");

        Assert.StartsWith("–", unknown.TextContent);
        Assert.Contains("liquidation", unknown.GetAttribute("title"));
    }

    [Fact]
    public async Task Overview_PictureOlderThanThreeSeconds_GreysEveryPanelWithItsAge()
    {
        await Views.SetAsync(Pictures.Trading);
        var page = Screen.Render<Page>();

        PassTime(TimeSpan.FromSeconds(4));

        page.WaitForAssertion(() =>
        {
            Assert.Equal(page.FindAll(".qt-panel").Count, page.FindAll(".qt-panel.qt-stale").Count);
            Assert.Contains("4.0 s", page.Find(".qt-panel-stale").TextContent);
        });
    }

    [Fact]
    public async Task Overview_OldAccountInAFreshPicture_GreysTheAccountOnly()
    {
        await Views.SetAsync(Pictures.Trading with { AccountAtUtc = Pictures.At.AddSeconds(-5) });
        Assert.Equal(["Positions", "Equity", "Open orders"], StalePanels(Screen.Render<Page>()));
    }

    [Fact]
    public async Task Overview_AccountNeverRead_GreysTheAccount()
    {
        await Views.SetAsync(Pictures.Trading with { AccountAtUtc = null });
        Assert.Equal(["Positions", "Equity", "Open orders"], StalePanels(Screen.Render<Page>()));
    }

    [Fact]
    public async Task Overview_Orders_AreCountedByKind()
    {
        await Views.SetAsync(Pictures.Trading);
        var tabs = Screen.Render<Page>().FindAll(".mud-tab").Select(tab => tab.TextContent.Trim());
        Assert.Equal(["Regular 1", "Conditional 2"], tabs);
    }

    [Fact]
    public async Task Overview_Denial_ShowsEveryCodeWithItsNumbers()
    {
        var denial = new DenialRow(Pictures.At, Symbol.Create("ETHUSDT"), ["MAX_POSITIONS", "POLICY_STALE"], ["3 open, 3 allowed"]);
        await Views.SetAsync(Pictures.Trading with { Denials = [denial] });
        var page = Screen.Render<Page>();

        Assert.Equal(["MAX_POSITIONS", "POLICY_STALE"], page.FindAll(".qt-code").Select(code => code.TextContent));
        Assert.Contains("3 open, 3 allowed", page.Markup);
    }

    [Fact]
    public async Task Overview_UnsizedDecision_ShowsADashAndNotZero()
    {
        var decision = new DecisionRow(Pictures.At, Symbol.Create("ETHUSDT"), "Hold", 0.5, "trend-v3", null, null, "", "", "NORMAL", true, "no trade");
        await Views.SetAsync(Pictures.Trading with { Decisions = [decision] });
        var row = Screen.Render<Page>().Find("section[aria-label='Latest decisions'] tbody tr");

        Assert.NotNull(row.QuerySelector(".qt-unknown[title='The signal was not sized.']"));
        Assert.Contains("fallback", row.TextContent);
    }

    [Fact]
    public async Task Overview_JournalNotWriting_IsDanger()
    {
        await Views.SetAsync(Pictures.Trading with { Journal = new(false, 120, 3, "disk full") });
        Assert.Contains("NOT WRITING: disk full", Screen.Render<Page>().Find("[data-qt-storage=journal] .qt-tone-danger").TextContent);
    }

    [Fact]
    public async Task Overview_NothingYet_SaysWhatWouldFillEachPart()
    {
        await Views.SetAsync(Pictures.Trading with { Positions = [], Orders = [], EquityCurve = [] });
        Assert.Equal(6, Screen.Render<Page>().FindAll(".qt-empty").Count);
    }

    [Fact]
    public async Task EquityChart_NewPoint_SendsOnlyThatPoint()
    {
        var module = Screen.JSInterop.SetupModule(call => call.Arguments[0] is string path && path.Contains("equity-chart", StringComparison.Ordinal));
        var chart = module.SetupModule("create", _ => true);
        chart.Mode = JSRuntimeMode.Loose;
        await Views.SetAsync(Pictures.Trading);
        var page = Screen.Render<Page>();
        page.WaitForAssertion(() => Assert.Single(chart.Invocations["add"]));

        var next = new EquityPoint(Pictures.At, new(10_490m), new(9_600m));
        await Views.SetAsync(Pictures.Trading with { EquityCurve = [.. Pictures.Trading.EquityCurve, next] });

        page.WaitForAssertion(() => Assert.Equal(2, chart.Invocations["add"].Count));
        Assert.Equal((true, 6), Sent(chart.Invocations["add"][0]));
        Assert.Equal((false, 3), Sent(chart.Invocations["add"][1]));
    }

    private static (bool IsReplacement, int Numbers) Sent(JSRuntimeInvocation call) =>
        ((bool)call.Arguments[0]!, ((IReadOnlyList<double>)call.Arguments[1]!).Count);

    private static string[] StalePanels(IRenderedComponent<Page> page) =>
        [.. page.FindAll(".qt-panel.qt-stale").Select(panel => panel.GetAttribute("aria-label")!)];

    [Fact]
    public async Task Closed_ATradeThatWasNotAtTheVenue_HasNoResultAndSaysWhy()
    {
        await Views.SetAsync(Pictures.Trading with { ClosedTrades = [new("1-7", Symbol.Create("BTCUSDT"), Direction.Long, null, "NOT_AT_VENUE", Pictures.At, null)] });
        var row = Screen.Render<Page>().FindAll("tr").Single(r => r.TextContent.Contains("NOT_AT_VENUE", StringComparison.Ordinal));
        Assert.StartsWith("–", row.QuerySelector("td.num")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("its result is not known", row.InnerHtml, StringComparison.Ordinal);
    }
}
