using Microsoft.Playwright;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

/// <summary>A reset that a second person must approve.</summary>
public sealed class TwoPersonResetTests(Chromium chromium) : OwnAppTest(chromium)
{
    private const string Approve = "[data-qt-approve]";
    private const string Reason = "input[data-qt-deed-reason]";
    private const string Decide = "[data-qt-deed-confirm]";

    private protected override bool IsSetUp => false;

    private protected override (string Key, string Value)[] Settings => [("Access__TwoPersonReset", "true")];

    private protected override async Task SeedAsync(string dataDirectory)
    {
        await using var seed = await ConsoleSeed.OpenAsync(dataDirectory);
        await seed.PersonAsync("rita", Roles.Risk);
        await seed.PersonAsync("rolf", Roles.Risk);
    }

    [Fact]
    public async Task Reset_WhereTwoAreNeeded_WaitsForASecondPersonAndIsNotApprovedByTheFirst()
    {
        var rita = await SignInAsync("rita");
        await StopAsync(rita);
        await AskAsync(rita);
        await BothSizesAsync(rita, "reset-waits");
        Assert.True(await rita.Locator(Confirm).IsDisabledAsync());
        await Assertions.Expect(rita.Locator("[data-qt-missing]")).ToContainTextAsync("have a second person approve it");

        var approvals = await OwnRequestAsync(rita);
        await PressAnywayAsync(approvals.Locator(Approve));
        await DecideAsync(approvals, "I ask, I approve");
        await Assertions.Expect(approvals.Locator("[data-qt-deed-trouble]")).ToContainTextAsync("own request");
        await BothSizesAsync(approvals, "approve-own-refused");
        await approvals.Locator("[data-qt-deed-cancel]").ClickAsync();
        await Assertions.Expect(approvals.Locator("[data-qt-approvals]")).ToContainTextAsync("Open");

        var rolf = await SignInAsync("rolf");
        await rolf.Locator(".qt-nav a[href='approvals']").ClickAsync();
        await rolf.Locator(Approve).ClickAsync();
        await DecideAsync(rolf, "seen with rita", "approve");
        await Assertions.Expect(rolf.Locator("[data-qt-approvals]")).ToContainTextAsync("Approved");
        await Assertions.Expect(rolf.Locator(".mud-dialog")).ToHaveCountAsync(0);
        await BothSizesAsync(rolf, "approvals-approved");

        await Assertions.Expect(rita.Locator("[data-qt-approval]")).ToContainTextAsync("Approved by rolf (seen with rita)");
        Assert.Equal("FLAT", (await rita.Locator(Pill).InnerTextAsync()).Trim());
        await rita.Locator(Confirm).ClickAsync();
        await UntilTextAsync(rita, Pill, text => text == "ACTIVE", "the pill says ACTIVE after the reset");
        await Assertions.Expect(rolf.Locator("[data-qt-approvals]")).ToContainTextAsync("Used", new() { Timeout = 15_000 });
        AssertConsoleEmpty();
    }

    private static async Task StopAsync(IPage page)
    {
        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();
        await UntilTextAsync(page, Pill, text => text == "FLAT", "the pill says FLAT");
    }

    private static async Task AskAsync(IPage page)
    {
        await page.Locator("[data-qt-reset]").ClickAsync();
        await page.Locator("[data-qt-keep]").ClickAsync();
        await page.Locator("input[data-qt-limit]").FillAsync("12");
        await page.Locator("input[data-qt-reason]").FillAsync("the venue is well again");
        await page.Locator("input[data-qt-word]").FillAsync("RESET");
        await page.Locator("[data-qt-ask]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-approval]")).ToContainTextAsync("Waiting for a second person");
    }

    // In a second tab: the dialog stays open in the first.
    private static async Task<IPage> OwnRequestAsync(IPage first)
    {
        var page = await first.Context.NewPageAsync();
        await page.GotoAsync("/approvals");
        await UntilLiveAsync(page);
        Assert.True(await page.Locator(Approve).IsDisabledAsync());
        await page.Locator(Approve).HoverAsync(new() { Force = true });
        var why = page.Locator("[data-qt-why]").Filter(new() { Visible = true });
        await Assertions.Expect(why).ToContainTextAsync("Nobody decides the own request");
        Assert.True(await why.EvaluateAsync<bool>("""
            why => {
                const box = why.getBoundingClientRect();
                return [[box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]].every(([x, y]) => why.contains(document.elementFromPoint(x, y)));
            }
            """), "The reason is cut off or covered.");
        await BothSizesAsync(page, "approvals-own");
        return page;
    }

    // The browser's lock is taken off; what refuses then is the server.
    private static Task PressAnywayAsync(ILocator button) => button.EvaluateAsync("button => { button.disabled = false; button.click(); }");

    private static async Task DecideAsync(IPage page, string note, string? name = null)
    {
        await page.Locator(Reason).FillAsync(note);
        if (name is not null)
        {
            await BothSizesAsync(page, name);
        }

        await page.Locator(Decide).ClickAsync();
    }
}
