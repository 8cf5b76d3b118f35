using Microsoft.Playwright;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class StorageTests(SharedConsole console) : SharedAppTest(console)
{
    [Fact]
    public async Task Overview_Embedded_ShowsWhereTheStateIsKept()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        var journal = Item(page, "journal");
        await Poll.UntilAsync(async () => (await journal.InnerTextAsync()).Contains('#', StringComparison.Ordinal), Patience, "the journal's sequence is shown");
        var before = await journal.InnerTextAsync();

        Assert.Contains("Embedded", await Item(page, "provider").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("LEADER", await Item(page, "role").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("not used", await Item(page, "redis").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("[data-qt-notices]").CountAsync());
        await Poll.UntilAsync(async () => await journal.InnerTextAsync() != before, Patience, "the journal's figures move");
        AssertConsoleEmpty();
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task Events_Opened_ShowsStorageAndDeadLetters(int width, int height)
    {
        var page = await OpenAsync("/", width, height);
        await UntilLiveAsync(page);
        await page.Locator(".qt-nav a[href='events']").ClickAsync();
        await page.Locator("section[aria-label='Dead letters']").WaitForAsync();
        await Poll.UntilAsync(async () => (await Item(page, "role").InnerTextAsync()).Contains("LEADER", StringComparison.Ordinal), Patience, "the role is shown");

        Assert.Matches(@"last .+ ago", await Item(page, "journal").InnerTextAsync());
        Assert.Contains("No dead letter", await page.InnerTextAsync("#dead-letters"), StringComparison.Ordinal);
        Assert.True(await page.Locator("[data-qt-retry-all]").IsDisabledAsync());
        Assert.True(await page.Locator(Stop).IsVisibleAsync());
        await page.Locator("[data-qt-events] tbody tr").First.WaitForAsync();
        await AssertFitsAsync(page);
        await ScreenshotAsync(page, $"events-{width}x{height}");
        Assert.DoesNotContain("failed to draw", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Page_LeftWhileItsChartIsMade_LeavesNoTrouble()
    {
        var before = App.Output.Length;
        for (var i = 0; i < 3; i++)
        {
            var page = await OpenAsync("/");
            await UntilLiveAsync(page);
            await page.Locator(".qt-nav a[href='events']").ClickAsync();
            await page.Locator("#dead-letters").WaitForAsync();
            var clock = await page.InnerTextAsync("#qt-beat");
            await Poll.UntilAsync(async () => await page.InnerTextAsync("#qt-beat") != clock, Patience, "the page goes on");

            Assert.DoesNotContain("failed to draw", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Unhandled exception", App.Output[before..], StringComparison.Ordinal);
        AssertConsoleEmpty();
    }

    private static ILocator Item(IPage page, string key) => page.Locator($"[data-qt-storage={key}]");
}
