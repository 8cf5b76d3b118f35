using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

/// <summary>What the screens say while the app trades on a venue beyond this machine, here the fake one.</summary>
public sealed class VenueTests(Chromium chromium) : VenueAppTest(chromium)
{
    // The venue is asked for its orders every 15 s; a stop that was placed must not look missing until then.
    private static readonly TimeSpan StopShownWithin = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task Overview_OnAVenue_ShowsItsHealthAndAStopMadeThereByTheButton()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);

        Assert.Contains("REHEARSAL", await page.InnerTextAsync("header"), StringComparison.OrdinalIgnoreCase);
        foreach (var (item, part) in new[] { ("Answers in", "ms"), ("Clock skew", "ms"), ("Request weight", " of 2,400 a minute"), ("Stream account", "connected"), ("Stream market", "connected"), ("Dead man", "") })
        {
            await Poll.UntilAsync(async () => await TextAsync(page, item) is { Length: > 0 } text && text.Contains(part, StringComparison.Ordinal), Patience, $"the overview shows '{item}' with '{part}'");
        }

        await Poll.UntilAsync(async () => await PositionsAsync(page) > 0, Patience, "a position is on the page");
        await Poll.UntilAsync(async () => await page.Locator("[data-qt-positions] tbody tr").AllInnerTextsAsync() is { Count: > 0 } rows && rows.All(r => !r.Contains("NO STOP", StringComparison.Ordinal)), StopShownWithin, "every position on the page has its stop");
        await BothSizesAsync(page, "overview-venue");
        await page.Locator("section[aria-label='Health']").ScrollIntoViewIfNeededAsync();
        await ScreenshotAsync(page, "overview-venue-health");

        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();
        await Poll.UntilAsync(() => Venue.Venue.Accounts["main"] is var account && account.Positions.All(p => p.Amount == 0m), Patience, "the venue holds no position");
        await UntilTextAsync(page, Pill, text => text == "FLAT", "the pill says FLAT");
        AssertConsoleEmpty();
    }

    private static async Task<string> TextAsync(Microsoft.Playwright.IPage page, string item) =>
        await page.EvaluateAsync<string>("name => [...document.querySelectorAll('dt')].find(e => e.textContent.trim().startsWith(name))?.nextElementSibling?.innerText.trim() ?? ''", item);
}
