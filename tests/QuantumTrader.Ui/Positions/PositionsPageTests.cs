using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Positions;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Positions;

public sealed class PositionsPageTests : ScreenTest
{
    [Fact]
    public void Positions_NoPicture_SaysThatTheEngineIsStarting() => Assert.Contains("The engine is starting", Screen.Render<PositionsPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Positions_None_SaysSoOnlyWhenTheAccountWasRead()
    {
        Assert.Contains("No open position.", (await ShowAsync(Pictures.Trading with { Positions = [], AccountAtUtc = Pictures.At })).Markup, StringComparison.Ordinal);

        await Views.SetAsync(Pictures.Trading with { Positions = [], AccountAtUtc = null });
        var page = Screen.Render<PositionsPage>();
        Assert.Contains("whether anything is open is not known", page.Find("[data-qt-unknown]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No open position.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_Live_ShowsEveryFigureWithItsSign()
    {
        var row = Row("BTCUSDT") with { Owner = OrderOwner.Ours, LiquidationDistance = new(0.183m), Trade = TradeId.Create("1-42") };
        var page = await ShowAsync(Live(row));

        var cells = Cells(page.Find("[data-qt-positions] tbody tr"));
        Assert.Equal(
            ["LONG", "0.042", "2,700.00", "64,100.0", "64,464.7", "+15.32 ▲", "+1.71 % ▲", "18.3 %", "3x", "yes", "ours", "–", "trend-v3", "37 min 00 s"],
            cells.Select(c => c.Split(" unknown:")[0]));
        Assert.Equal("trade 1-42", page.Find("[data-qt-positions] tbody tr").GetAttribute("title"));
        Assert.Empty(page.FindAll(".qt-stale"));
        Assert.Empty(page.FindAll("[data-qt-no-stop]"));
    }

    [Fact]
    public async Task Positions_ALossOfAShort_HasItsMinusAndItsArrow()
    {
        var page = await ShowAsync(Live(Row("ETHUSDT") with { Direction = Direction.Short, Pnl = new(-7.5m), PnlShare = new(-0.021m) }));
        var cells = Cells(page.Find("[data-qt-positions] tbody tr"));
        Assert.Equal(["SHORT", "−7.50 ▼", "−2.10 % ▼"], new[] { cells[0], cells[5], cells[6] });
    }

    [Fact]
    public async Task Positions_WhatIsNotKnown_IsADashWithItsReasonAndNeverZero()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT") with { LiquidationDistance = null, PnlShare = null, OpenedAtUtc = null, Mark = default, Owner = null }));

        var unknown = page.FindAll("[data-qt-positions] tbody .qt-unknown");
        Assert.Equal(["Mark", "PnL %", "Liq. dist.", "Owner", "Drift", "Age"], unknown.Select(u => u.ParentElement!.GetAttribute("data-label")));
        Assert.All(unknown, u => Assert.StartsWith("–", u.TextContent, StringComparison.Ordinal));
        Assert.All(unknown, u => Assert.False(string.IsNullOrEmpty(u.GetAttribute("title"))));
    }

    [Fact]
    public async Task Positions_AMissingStop_StandsOutAndIsCounted()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT"), Row("ETHUSDT") with { StopPresent = false }));

        Assert.Contains("1 of 2 positions have no protective stop", page.Find("[data-qt-no-stop]").TextContent, StringComparison.Ordinal);
        var bare = page.Find("tr.qt-row-danger");
        Assert.Contains("ETHUSDT", bare.TextContent, StringComparison.Ordinal);
        Assert.Equal("NO STOP", bare.QuerySelector("[data-label=Stop] .qt-tone-danger")!.TextContent);
        Assert.Equal("positions?sort=stop&page=1", page.Find("[data-qt-no-stop] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Positions_OrdersNotReadOrTooOld_StopIsNotKnown()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT"), Row("ETHUSDT") with { StopPresent = false }) with { OrdersAtUtc = null });
        Assert.Equal(["not known", "not known"], Stops(page));
        Assert.Empty(page.FindAll("[data-qt-no-stop]"));

        // Listed every 15 s: after three readings that did not come, what was read says neither yes nor no.
        var old = Live(Row("BTCUSDT"), Row("ETHUSDT") with { StopPresent = false }) with { VenueLookEvery = TimeSpan.FromSeconds(15) };
        await Views.SetAsync(old with { OrdersAtUtc = Pictures.At.AddSeconds(-45) });
        page.WaitForAssertion(() => Assert.Equal(["yes", "NO STOP"], Stops(page)));
        await Views.SetAsync(old with { OrdersAtUtc = Pictures.At.AddSeconds(-46) });
        page.WaitForAssertion(() => Assert.Equal(["not known, last yes", "not known, last NO STOP"], Stops(page)));
    }

    [Fact]
    public async Task Positions_OfAStranger_IsMarked() =>
        Assert.Equal("STRANGER", (await ShowAsync(Live(Row("BTCUSDT") with { Owner = OrderOwner.Stranger }))).Find("[data-label=Owner] .qt-tone-caution").TextContent);

    [Fact]
    public async Task Positions_OldPicture_GreysEverythingWithItsAge()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT")));
        PassTime(TimeSpan.FromSeconds(4));
        page.WaitForAssertion(() => Assert.Equal(page.FindAll(".qt-panel").Count, page.FindAll(".qt-panel.qt-stale").Count));
        Assert.Contains("4.0 s", page.Find("section[aria-label=Positions] .qt-panel-stale").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_OldAccountInAFreshPicture_GreysThePositionsAlone()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT")) with { AccountAtUtc = Pictures.At.AddSeconds(-5) });
        Assert.Equal(["Positions"], page.FindAll(".qt-panel.qt-stale").Select(p => p.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task Positions_HostileModelName_IsText()
    {
        var page = await ShowAsync(Live(Row("BTCUSDT") with { Model = Hostile.Text }));
        Assert.Contains(Hostile.Shown, page.Find("[data-qt-positions] tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public async Task Positions_AskedForAnOrder_ShowsItAndSaysSo()
    {
        Screen.Services.GetRequiredService<NavigationManager>().NavigateTo("positions?sort=-pnl");
        var page = await ShowAsync(Live(Row("AUSDT") with { Pnl = new(1m) }, Row("BUSDT") with { Pnl = new(30m) }, Row("CUSDT") with { Pnl = new(-4m) }));

        Assert.Equal(["BUSDT", "AUSDT", "CUSDT"], page.FindAll("[data-qt-positions] tbody th").Select(h => h.TextContent));
        var head = page.Find("[data-qt-positions] th[aria-sort]");
        Assert.Equal(("descending", "PnL $ ▼", "positions?sort=pnl"), (head.GetAttribute("aria-sort"), head.TextContent.Trim(), head.QuerySelector("a")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Positions_ManyOfThem_AreShownInPartsAndNoneIsLeftOut()
    {
        var rows = Enumerable.Range(0, 250).Select(i => Row($"S{i:000}USDT")).ToArray();
        var seen = new List<string>();
        for (var part = 1; part <= 3; part++)
        {
            Screen.Services.GetRequiredService<NavigationManager>().NavigateTo($"positions?page={part}");
            var page = await ShowAsync(Live(rows));
            seen.AddRange(page.FindAll("[data-qt-positions] tbody th").Select(h => h.TextContent));
            Assert.Contains($"Part {part} of 3; 250 rows in all.", page.Find("[data-qt-pager]").TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(rows.Select(r => r.Symbol.Value), seen);
    }

    [Fact]
    public async Task Positions_WhoMayNotSee_IsToldWhyAndSeesNothing()
    {
        Who.Caller = Callers.Person(Roles.None, Pictures.At);
        var page = await ShowAsync(Live(Row("BTCUSDT")));
        Assert.Contains("trading.see needs the role", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("BTCUSDT", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Positions_AViewer_MayLook()
    {
        Who.Caller = Callers.Person(Roles.Viewer, Pictures.At);
        Assert.Single((await ShowAsync(Live(Row("BTCUSDT")))).FindAll("[data-qt-positions] tbody tr"));
    }

    private static PositionRow Row(string symbol) => Pictures.Position(symbol, Direction.Long, 2_700m, stopPresent: true);

    private static EngineView Live(params PositionRow[] rows) => Pictures.Trading with { Positions = rows, AccountAtUtc = Pictures.At, VenueLookEvery = TimeSpan.FromMilliseconds(500) };

    private static string[] Cells(AngleSharp.Dom.IElement row) => [.. row.QuerySelectorAll("td").Select(c => c.TextContent.Trim())];

    private static string[] Stops(IRenderedComponent<PositionsPage> page) => [.. page.FindAll("[data-label=Stop]").Select(c => c.TextContent.Trim())];

    private async Task<IRenderedComponent<PositionsPage>> ShowAsync(EngineView view)
    {
        await Views.SetAsync(view);
        return Screen.Render<PositionsPage>();
    }
}
