using Microsoft.Playwright;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class StopPageTests(Chromium chromium) : OwnAppTest(chromium)
{
    private const string Headline = "[data-qt-stop-headline]";

    [Fact]
    public async Task Page_PreviewDrillStopAndAnnul_ShowsWhatWasDone()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await Poll.UntilAsync(async () => await PositionsAsync(page) > 0, TimeSpan.FromSeconds(120), "the engine opens a position");
        await page.Locator(".qt-nav a[href='stop']").ClickAsync();
        await UntilTextAsync(page, Headline, text => text == "Trading is not stopped", "the page says how it is");
        Assert.True(await page.Locator("[data-qt-drill-due]").IsVisibleAsync());

        await page.Locator("[data-qt-stop-preview]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-preview]")).ToContainTextAsync("market orders");
        await page.Locator("[data-qt-stop-drill]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-drill]")).ToContainTextAsync("Flat", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-qt-drill-due]")).ToBeHiddenAsync();
        await BothSizesAsync(page, "stop-before");

        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();
        await UntilTextAsync(page, Headline, text => text.StartsWith("Stopped; the account is proved flat", StringComparison.Ordinal), "the page says flat");
        await Assertions.Expect(page.Locator("[data-qt-receipts]")).ToContainTextAsync("close position");
        await Assertions.Expect(page.Locator("[data-qt-runs] tbody tr")).ToHaveCountAsync(1);
        await BothSizesAsync(page, "stop-flat");

        await page.Locator("[data-qt-annul]").ClickAsync();
        await page.Locator("input[data-qt-deed-reason]").FillAsync("It was only a test of the page.");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-runs]")).ToContainTextAsync("annulled");
        AssertConsoleEmpty();
    }
}
