using Microsoft.Playwright;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class OverviewTests(SharedConsole console) : SharedAppTest(console)
{
    [Fact]
    public async Task Overview_EngineRunning_EquityAndCurveMove()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await Poll.UntilAsync(async () => await EquityAsync(page) is not null, Patience, "equity is known");
        var equity = await EquityAsync(page);
        await Poll.UntilAsync(async () => await PointsAsync(page) > 0, Patience, "the curve is drawn");
        var points = await PointsAsync(page);

        await Poll.UntilAsync(async () => await EquityAsync(page) is { } now && now != equity, Patience, $"equity moves from {equity}");
        await Poll.UntilAsync(async () => await PointsAsync(page) != points, Patience, $"the curve grows from {points} points");

        Assert.Matches("^● ACTIVE · PAPER – QuantumTrader$", await page.TitleAsync());
        await ScreenshotAsync(page, "overview-1366x768");
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Overview_DeskScreen_ShowsTheFirstThingsWithoutScrolling()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        string[] first = ["header.qt-top", "section.qt-health", "section[aria-label='Storage']", "[data-qt-drawdown]", "section[aria-label='Positions']", "section[aria-label='Equity']"];
        foreach (var selector in first)
        {
            await page.Locator(selector).WaitForAsync();
            AssertInside(await page.Locator(selector).BoundingBoxAsync(), 1366, 768, selector);
        }
    }

    [Fact]
    public async Task Overview_Phone_StacksAndKeepsStopWithinReach()
    {
        var page = await OpenAsync("/", 390, 844);
        await UntilLiveAsync(page);
        await page.Locator("section[aria-label='Equity'] canvas").WaitForAsync();
        await ScreenshotAsync(page, "overview-390x844");

        await AssertFitsAsync(page);
        await page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        AssertInside(await page.Locator(Stop).BoundingBoxAsync(), 390, 844, Stop);
        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).WaitForAsync();
        AssertInside(await page.Locator(Confirm).BoundingBoxAsync(), 390, 844, Confirm);
        await ScreenshotAsync(page, "stop-390x844");
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Key_CtrlShiftK_OpensTheDialogFocusedOnStopAndNeverFires()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);

        await page.Keyboard.PressAsync("Control+Shift+K");
        await page.Locator(Confirm).WaitForAsync();
        await Poll.UntilAsync(() => page.EvaluateAsync<bool>($"document.activeElement?.matches('{Confirm}') ?? false"), Patience, "focus is on STOP");
        await page.Keyboard.PressAsync("Control+Shift+K");
        await ScreenshotAsync(page, "stop-1366x768");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(Confirm).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal("STOP", (await page.Locator(Stop).InnerTextAsync()).Trim());
        AssertConsoleEmpty();
    }

    private static async Task<int> PointsAsync(IPage page) =>
        int.TryParse(await page.Locator(".qt-chart-area").GetAttributeAsync("data-qt-points"), out var points) ? points : 0;

    private static void AssertInside(LocatorBoundingBoxResult? box, int width, int height, string what)
    {
        Assert.NotNull(box);
        Assert.True(
            box.X >= 0 && box.Y >= 0 && box.X + box.Width <= width && box.Y + box.Height <= height,
            $"{what} is at {box.X},{box.Y} with {box.Width} x {box.Height}, outside {width} x {height}.");
    }
}
