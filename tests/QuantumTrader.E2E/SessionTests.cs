using Microsoft.Playwright;
using QuantumTrader.TestSupport.Identity;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

public sealed class SessionTests(SharedConsole console) : SharedAppTest(console)
{
    private const string Over = "[data-qt-session-over]";

    [Fact]
    public async Task LiveScreen_OfAUserWhoIsDisabled_ShowsAndDoesNothingMore()
    {
        var page = await SignInAsync(SharedConsole.Leaver);
        await page.Locator(Stop).ClickAsync();
        await Assertions.Expect(page.Locator(Confirm)).ToBeVisibleAsync();

        await ExecuteAsync($"UPDATE users SET IsDisabled = 1 WHERE UserName = '{SharedConsole.Leaver}'");

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
        using var here = new ConsoleBrowser(App.Url);
        using var elsewhere = new ConsoleBrowser(App.Url);
        (await here.SignInAsync(SharedConsole.Mover, ConsoleSeed.Password)).Dispose();
        (await elsewhere.SignInAsync(SharedConsole.Mover, ConsoleSeed.Password)).Dispose();
        var page = await OpenAsync("/events", person: here);
        await UntilLiveAsync(page);

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
}
