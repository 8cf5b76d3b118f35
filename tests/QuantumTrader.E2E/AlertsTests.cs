using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class AlertsTests(Chromium chromium) : OwnAppTest(chromium)
{
    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task Stop_IsInTheInboxWithItsBadge_AndIsAcknowledged(int width, int height)
    {
        var page = await OpenAsync("/alerts", width, height);
        await UntilLiveAsync(page);
        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();

        var alert = page.Locator("[data-qt-alert=EMERGENCY_STOP]");
        await Poll.UntilAsync(async () => await alert.CountAsync() == 1, Patience, "the stop is in the inbox");
        await Poll.UntilAsync(async () => await page.Locator("[data-qt-alert=EMERGENCY_FLAT]").CountAsync() == 1, Patience, "that it is flat is there too");
        await UntilTextAsync(page, "[data-qt-alerts-badge]", text => text.EndsWith('2'), "the badge counts both");
        await ScreenshotAsync(page, $"alerts-{width}x{height}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the screen.");

        var stop = await page.Locator(Stop).BoundingBoxAsync();
        Assert.True(stop!.X + stop.Width <= width, "STOP is not whole on the screen.");

        await alert.Locator("[data-qt-acknowledge]").ClickAsync();
        await Poll.UntilAsync(async () => (await alert.InnerTextAsync()).Contains("seen by anna", StringComparison.Ordinal), Patience, "it says who has seen it");
        await page.GotoAsync("/alerts?show=acknowledged");
        await Poll.UntilAsync(async () => await page.Locator("[data-qt-alert]").CountAsync() == 1, Patience, "one was acknowledged");
        AssertConsoleEmpty();
    }
}
