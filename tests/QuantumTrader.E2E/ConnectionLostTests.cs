using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

public sealed class ConnectionLostTests(Chromium chromium) : OwnAppTest(chromium)
{
    [Fact]
    public async Task Page_ServerGone_SaysSoAndLeadsStopToThePlainForm()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);

        await App.KillAsync();

        var banner = page.Locator("#components-reconnect-modal");
        await Poll.UntilAsync(async () => await banner.IsVisibleAsync(), TimeSpan.FromSeconds(15), "the banner says that the connection is lost");
        Assert.Matches(@"stood still at \d\d:\d\d:\d\d UTC", await banner.InnerTextAsync());
        Assert.Equal("/emergency", await banner.Locator("a").GetAttributeAsync("href"));
        await ScreenshotAsync(page, "lost-1366x768");

        var asked = page.WaitForRequestAsync(request => request.Url.EndsWith("/emergency", StringComparison.Ordinal) && request.IsNavigationRequest);
        await page.Locator(Stop).ClickAsync();
        await asked;
    }
}
