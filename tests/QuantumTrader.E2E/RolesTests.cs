using Microsoft.Playwright;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

/// <summary>What each role may and may not at the screen, as people would do it.</summary>
public sealed class RolesTests : BrowserTest
{
    private SecondFactorSeed _ritasFactor = null!;

    private protected override bool IsSetUp => false;

    private protected override async Task SeedAsync(string dataDirectory)
    {
        await using var seed = await ConsoleSeed.OpenAsync(dataDirectory);
        await seed.PersonAsync("vera", Roles.Viewer);
        await seed.PersonAsync("olga", Roles.Operator);
        _ritasFactor = await seed.SecondFactorAsync(await seed.PersonAsync("rita", Roles.Risk));
        await seed.KeyAsync(await seed.PersonAsync("adam", Roles.Admin), ApiScopes.EssActivate | ApiScopes.TradingRead);
    }

    [Fact]
    public async Task Stop_AsOperator_AndResetAsRiskWithACodeAndAFreshProof()
    {
        var olga = await SignInAsync("olga");
        await olga.Locator(Stop).ClickAsync();
        await olga.Locator(Confirm).ClickAsync();
        await UntilTextAsync(olga, Pill, text => text == "FLAT", "the pill says FLAT");

        // The refused reset: the control stays, does nothing, and says why to whoever reaches it by mouse or keyboard.
        var reset = olga.Locator("[data-qt-reset]");
        Assert.True(await reset.IsDisabledAsync());
        await reset.HoverAsync(new() { Force = true });
        await Assertions.Expect(olga.Locator("[data-qt-why]")).ToBeVisibleAsync();
        Assert.Contains("needs the role Risk", await olga.Locator("[data-qt-why]").InnerTextAsync(), StringComparison.Ordinal);
        await ScreenshotAsync(olga, "reset-refused-1366x768");

        var rita = await SignInAsync("rita", _ritasFactor.CodeAt(0));
        await ExecuteAsync("UPDATE sessions SET IsFreshByTotp = 0"); // the proof is stale
        await rita.Locator("[data-qt-reset]").ClickAsync();
        await rita.Locator("input[data-qt-password]").FillAsync(ConsoleSeed.Password);
        await rita.Locator("input[data-qt-code]").FillAsync(_ritasFactor.CodeAt(1));
        await rita.Locator("[data-qt-keep]").ClickAsync();
        await rita.Locator("input[data-qt-reason]").FillAsync("<script>alert(1)</script>");
        await rita.Locator("input[data-qt-word]").FillAsync("RESET");
        await BothSizesAsync(rita, "reset-step-up");
        await rita.Locator(Confirm).ClickAsync();
        await UntilTextAsync(rita, Pill, text => text == "ACTIVE", "the pill says ACTIVE after the reset");

        await rita.Locator(".qt-nav a[href='audit']").ClickAsync();
        await Assertions.Expect(rita.Locator("[data-qt-audit]")).ToContainTextAsync("“<script>alert(1)</script>”");
        await Assertions.Expect(rita.Locator("[data-qt-audit]")).ToContainTextAsync("emergency.stop");
        await rita.Locator("[data-qt-verify]").ClickAsync();
        await Assertions.Expect(rita.Locator("[data-qt-verdict]")).ToContainTextAsync("Sound");
        await BothSizesAsync(rita, "audit");
        var download = await rita.RunAndWaitForDownloadAsync(() => rita.Locator("[data-qt-export]").ClickAsync());
        Assert.Contains("emergency.reset", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Viewer_SeesEveryControlAndWhyItIsNotForThem()
    {
        var page = await SignInAsync("vera");
        await page.Locator(Stop).HoverAsync();
        await Assertions.Expect(page.Locator("[data-qt-why]")).ToContainTextAsync("emergency.stop needs the role");
        await BothSizesAsync(page, "viewer");
        await page.Locator(Stop).ClickAsync(new() { Force = true });
        Assert.Equal(0, await page.Locator(Confirm).CountAsync());
        foreach (var path in new[] { "audit", "users", "keys" })
        {
            await page.Locator($".qt-nav a[href='{path}']").ClickAsync();
            await Assertions.Expect(page.Locator("[data-qt-trouble]")).ToContainTextAsync($"{(path == "audit" ? "audit" : "users")}.see needs the role");
        }

        await BothSizesAsync(page, "keys-refused");
        await page.Locator(".qt-nav a[href='approvals']").ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-label=Approvals]")).ToContainTextAsync("No request");
        await BothSizesAsync(page, "approvals");
        await page.Locator("[data-qt-sign-out]").ClickAsync();
        await Assertions.Expect(page.Locator("#password")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        AssertConsoleEmpty();
    }

    [Fact]
    public async Task Admin_AddsAUserAndRevokesAKey()
    {
        var page = await SignInAsync("adam");
        await page.Locator(".qt-nav a[href='users']").ClickAsync();
        await page.Locator("[data-qt-add]").ClickAsync();
        await page.Locator("input[data-qt-name]").FillAsync("nora");
        await page.Locator("[data-qt-role=Operator]").CheckAsync();
        await BothSizesAsync(page, "user-add");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-secret]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/link#.+"));
        await BothSizesAsync(page, "user-link");
        await page.Locator("[data-qt-secret-close]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-users]")).ToContainTextAsync("nora");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await BothSizesAsync(page, "users");

        await page.Locator(".qt-nav a[href='keys']").ClickAsync();
        await page.Locator("[data-qt-create]").ClickAsync();
        await page.Locator("[data-qt-scope='trading:read']").CheckAsync();
        await BothSizesAsync(page, "key-create");
        await page.Locator("[data-qt-deed-cancel]").ClickAsync();
        await page.Locator("[data-qt-revoke]").ClickAsync();
        await page.Locator("input[data-qt-deed-reason]").FillAsync("leaked");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-keys]")).ToContainTextAsync("revoked");
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await BothSizesAsync(page, "keys");
        Assert.Equal(1366, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        AssertConsoleEmpty();
    }
}
