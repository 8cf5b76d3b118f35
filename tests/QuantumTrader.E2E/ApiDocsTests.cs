using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

public sealed class ApiDocsTests(SharedConsole console) : SharedAppTest(console)
{
    [Fact]
    public async Task ApiDocs_SignedIn_ShowsEveryOperationUnderTheStrictPolicy()
    {
        var page = await OpenAsync("/api/docs", isSignedIn: false);
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        await page.Locator("#name").FillAsync("vera");
        await page.Locator("#password").FillAsync(ConsoleSeed.Password);
        await page.Locator("button[type=submit]").ClickAsync();
        await Poll.UntilAsync(() => page.Url.Contains("/api/docs", StringComparison.Ordinal), Patience, "the sign-in leads back to the page");
        await Poll.UntilAsync(async () => (await page.Locator("body").InnerTextAsync()).Contains("Stop trading", StringComparison.Ordinal), Patience, "the page names the stop");
        var text = await page.Locator("body").InnerTextAsync();
        Assert.All(["Deploy", "Ask AI", "Generate SDK"], other => Assert.DoesNotContain(other, text, StringComparison.Ordinal)); // nothing here sends anything to another host
        await ScreenshotAsync(page, "api-docs");
        AssertConsoleEmpty();
    }
}
