using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class EmergencyFormTests : BrowserTest
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
    public async Task EmergencyForm_PostedWithoutToken_StopsNothing()
    {
        using var http = new HttpClient { BaseAddress = new Uri(App.Url) };
        using var form = new FormUrlEncodedContent([new("reason", "forged")]);
        using var answer = await http.PostAsync(new Uri("/emergency", UriKind.Relative), form);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Nothing was stopped", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain("STOP again", await App.Browser.TextAsync("/emergency"), StringComparison.Ordinal);
    }
}
