using Microsoft.Playwright;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

/// <summary>What each role may and may not at the screen, as people would do it.</summary>
public sealed class RolesTests(SharedConsole console) : SharedAppTest(console)
{
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

    [Fact]
    public async Task Deed_WithAnOldProof_AsksForThePasswordFirst()
    {
        var page = await SignInAsync("adam");
        await ExecuteAsync("UPDATE sessions SET FreshAtUtc = FreshAtUtc - 6000000000 WHERE UserId = (SELECT Id FROM users WHERE UserName = 'adam')");
        for (var i = 0; i < 3; i++)
        {
            await UntilLiveAsync(page); // what is remembered of a session is a second old at most; the proof is ten minutes older now
        }

        await page.Locator(".qt-nav a[href='users']").ClickAsync();
        await page.GetByLabel($"Roles of {SharedConsole.Riser}").ClickAsync();
        await page.Locator("[data-qt-role=Operator]").CheckAsync();
        await page.Locator("input[data-qt-deed-reason]").FillAsync("joins the desk");
        await BothSizesAsync(page, "roles");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await page.Locator("input[data-qt-password]").FillAsync("not this one, surely");
        await page.Locator("[data-qt-step-up-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-step-up-trouble]")).ToBeVisibleAsync();
        await BothSizesAsync(page, "step-up");
        await page.Locator("input[data-qt-password]").FillAsync(ConsoleSeed.Password);
        await page.Locator("[data-qt-step-up-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-qt-users] tr").Filter(new() { HasText = SharedConsole.Riser })).ToContainTextAsync("Viewer, Operator");

        await page.GetByLabel("Sessions of adam").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-session-list]")).ToContainTextAsync("127.0.0.1");
        await BothSizesAsync(page, "sessions");
        AssertConsoleEmpty();
    }
}
