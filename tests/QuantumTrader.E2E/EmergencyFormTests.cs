using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

public sealed class EmergencyFormTests(Chromium chromium) : OwnAppTest(chromium)
{
    [Fact]
    public async Task EmergencyForm_WithoutScript_StopsAndShowsFlat()
    {
        var page = await OpenAsync("/emergency", 390, 844, withScript: false);
        await Poll.UntilAsync(async () => { await page.ReloadAsync(); return await page.Locator("#state").InnerTextAsync() == "ACTIVE"; }, Patience, "the plain page says ACTIVE");

        await page.Locator("#reason").FillAsync("no script here");
        await page.Locator("#stop").ClickAsync();

        // The page asks for itself again while the run is on; a read in between may meet a page that is going away.
        await Poll.UntilAsync(async () => await StateAsync() == "FLAT", Patience, "the plain page says FLAT");
        await ScreenshotAsync(page, "emergency-390x844");
        Assert.Contains("no script here", await page.InnerTextAsync("main"));
        AssertConsoleEmpty();

        async Task<string> StateAsync()
        {
            try
            {
                return await page.Locator("#state").InnerTextAsync();
            }
            catch (Microsoft.Playwright.PlaywrightException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task EmergencyForm_OfAStranger_StopsByNameAndPassword()
    {
        var page = await OpenAsync("/emergency", 390, 844, withScript: false, isSignedIn: false);
        await page.Locator("#name").FillAsync(ConsoleBrowser.Name);
        await page.Locator("#password").FillAsync(ConsoleBrowser.Password);
        await page.Locator("#reason").FillAsync("no session here");
        await ScreenshotAsync(page, "emergency-stranger-390x844");

        await page.Locator("#stop").ClickAsync();

        Assert.Contains("stopped", await page.Locator("#outcome").InnerTextAsync(), StringComparison.Ordinal);
        await ScreenshotAsync(page, "emergency-stopped-390x844");
        Assert.Contains("no session here", await App.Browser.TextAsync("/emergency"), StringComparison.Ordinal);
        AssertConsoleEmpty();
    }
}
