using Microsoft.Playwright;
using QuantumTrader.TestSupport.Web;

namespace QuantumTrader.E2E;

public sealed class FirstSetupTests : BrowserTest
{
    private protected override bool IsSetUp => false;

    [Fact]
    public async Task FirstPerson_ByTheLink_SetsUpSignsInAndEnrolsASecondFactor()
    {
        var token = ConsoleBrowser.SetupToken(App.Output)!;
        var page = await OpenAsync($"/setup#{token}", isSignedIn: false);
        await Assertions.Expect(page.Locator("#token")).ToHaveValueAsync(token);
        Assert.EndsWith("/setup", page.Url, StringComparison.Ordinal); // out of the address, and so of the history
        await BothSizesAsync(page, "setup");
        await page.Locator("#name").FillAsync(ConsoleBrowser.Name);
        await page.Locator("#password").FillAsync(ConsoleBrowser.Password);
        await page.Locator("#again").FillAsync(ConsoleBrowser.Password);
        await page.Locator("main button").ClickAsync();

        await BothSizesAsync(page, "sign-in");
        await SignInAsync(page);
        await UntilLiveAsync(page);

        await page.GotoAsync("/account");
        await BothSizesAsync(page, "account");
        await page.GotoAsync("/confirm?returnUrl=/account");
        await BothSizesAsync(page, "confirm");
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Set one up" }).ClickAsync();
        var secret = await page.Locator("#secret").InnerTextAsync();
        await BothSizesAsync(page, "totp");
        await page.Locator("#code").FillAsync(Totp.Code(secret, TimeProvider.System.GetUtcNow()));
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Locator("#codes li").First).ToBeVisibleAsync();
        await BothSizesAsync(page, "recovery-codes");

        await page.GotoAsync("/sign-out");
        await page.Locator("main button").ClickAsync();
        await page.Locator("#name").FillAsync(ConsoleBrowser.Name);
        await page.Locator("#password").FillAsync(ConsoleBrowser.Password);
        await page.Locator("main button").ClickAsync();
        await BothSizesAsync(page, "code");
        await page.Locator("#code").FillAsync(Totp.Code(secret, TimeProvider.System.GetUtcNow(), step: 1));
        await page.Locator("main button").ClickAsync();
        await UntilLiveAsync(page);
        AssertConsoleEmpty();
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.Locator("#name").FillAsync(ConsoleBrowser.Name);
        await page.Locator("#password").FillAsync(ConsoleBrowser.Password);
        await page.Locator("main button").ClickAsync();
    }
}
