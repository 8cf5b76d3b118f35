using Microsoft.Playwright;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

public sealed class SessionTests : BrowserTest
{
    private const string Over = "[data-qt-session-over]";

    [Fact]
    public async Task LiveScreen_OfAUserWhoIsDisabled_ShowsAndDoesNothingMore()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await page.Locator(Stop).ClickAsync();
        await Assertions.Expect(page.Locator(Confirm)).ToBeVisibleAsync();

        await ExecuteAsync("UPDATE users SET IsDisabled = 1");

        await Assertions.Expect(page.Locator(Over)).ToBeVisibleAsync(new() { Timeout = 15_000 });
        Assert.Equal(0, await page.Locator(Confirm).CountAsync());
        Assert.Equal(0, await page.Locator(Pill).CountAsync());
        await ScreenshotAsync(page, "session-over-1366x768");
        await page.SetViewportSizeAsync(390, 844);
        await ScreenshotAsync(page, "session-over-390x844");
        await page.GetByText("Sign in again").ClickAsync();
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LiveScreen_WhoseSessionIsEndedElsewhere_ShowsThatItIsOver()
    {
        var page = await OpenAsync("/events");
        await UntilLiveAsync(page);
        using var elsewhere = new ConsoleBrowser(App.Url);
        (await elsewhere.SignInAsync()).Dispose();

        (await elsewhere.SubmitAsync("/account", "/account/sessions", ("session", "others"))).Dispose();

        await Assertions.Expect(page.Locator(Over)).ToBeVisibleAsync(new() { Timeout = 15_000 });
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Activity_IsAKeyOrAPointer_AndNothingElse()
    {
        var page = await OpenAsync("/");
        var touches = 0;
        page.Request += (_, request) => touches += request.Url.EndsWith("/session/touch", StringComparison.Ordinal) ? 1 : 0;
        await UntilLiveAsync(page);
        Assert.Equal(0, touches);

        var answered = page.WaitForResponseAsync(answer => answer.Url.EndsWith("/session/touch", StringComparison.Ordinal));
        await page.Mouse.ClickAsync(600, 700);
        Assert.Equal(204, (await answered).Status);
        await page.Mouse.ClickAsync(600, 700);
        Assert.Equal(1, touches);
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
