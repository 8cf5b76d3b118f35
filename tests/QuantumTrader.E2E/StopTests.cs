using Microsoft.Playwright;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class StopTests(Chromium chromium) : OwnAppTest(chromium)
{
    [Fact]
    public async Task Stop_PressedAndConfirmed_LeavesTheAccountFlatUntilReset()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await Poll.UntilAsync(async () => await PositionsAsync(page) > 0, TimeSpan.FromSeconds(120), "the engine opens a position");

        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();

        await UntilTextAsync(page, Pill, text => text == "FLAT", "the pill says FLAT");
        await Poll.UntilAsync(async () => await PositionsAsync(page) == 0, Patience, "the positions table is empty");
        Assert.Equal("STOPPED", (await page.Locator(Stop).InnerTextAsync()).Trim());
        await Poll.UntilAsync(async () => (await page.TitleAsync()).StartsWith("■ FLAT · PAPER", StringComparison.Ordinal), Patience, "the tab says FLAT"); // drawn by itself
        await ScreenshotAsync(page, "flat-1366x768");

        await page.ReloadAsync();
        await UntilLiveAsync(page);
        Assert.Equal("FLAT", (await page.Locator(Pill).InnerTextAsync()).Trim());
        await ResetAsync(page);

        await UntilTextAsync(page, Pill, text => text == "ACTIVE", "the pill says ACTIVE after the reset");
        AssertConsoleEmpty();
    }

    private static async Task ResetAsync(IPage page)
    {
        await page.Locator("[data-qt-reset]").ClickAsync();
        await page.Locator("[data-qt-keep]").ClickAsync();
        await page.Locator("input[data-qt-limit]").FillAsync("12");
        await page.Locator("input[data-qt-reason]").FillAsync("the test goes on");
        await page.Locator("input[data-qt-word]").FillAsync("RESET");
        await page.Locator(Confirm).ClickAsync();
    }
}
