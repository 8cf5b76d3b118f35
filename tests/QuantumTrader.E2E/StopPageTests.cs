using Microsoft.Playwright;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

/// <summary>The whole stop from its page: look ahead, try, stop, watch, read the certificate, reset, come back in steps, annul.</summary>
public sealed class StopPageTests(Chromium chromium) : OwnAppTest(chromium)
{
    private const string Headline = "[data-qt-stop-headline]";
    private const string Progress = "[data-qt-receipts]";

    /// <summary>Long enough to see each step of the way back, short enough to wait for them.</summary>
    private protected override (string Key, string Value)[] Settings => [("Emergency__ReEntryStep", "00:00:04")];

    [Fact]
    public async Task Page_DrillStopCertificateResetAndBackInSteps_ShowsWhatIsDone()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await Poll.UntilAsync(async () => await PositionsAsync(page) > 0, TimeSpan.FromSeconds(120), "the engine opens a position");
        var overview = await page.Context.NewPageAsync();
        await overview.GotoAsync("/");
        await UntilLiveAsync(overview);
        await page.Locator(".qt-nav a[href='stop']").ClickAsync();
        await UntilTextAsync(page, Headline, text => text == "Trading is not stopped", "the page says how it is");
        await LookAheadAsync(page);

        await page.Locator(Stop).ClickAsync();
        await page.Locator(Confirm).ClickAsync();
        await Assertions.Expect(page.Locator(Progress)).ToContainTextAsync("close position"); // while it goes on, or just after
        await Assertions.Expect(overview.Locator("[data-qt-stop-strip]")).ToContainTextAsync("Receipts:");
        await UntilTextAsync(page, Headline, text => text.StartsWith("Stopped; the account is proved flat", StringComparison.Ordinal), "the page says flat");
        await Assertions.Expect(page.Locator("[data-qt-runs] tbody tr")).ToHaveCountAsync(1);
        Assert.Equal("", (await page.Locator("[data-qt-result]").InnerTextAsync()).Trim()); // nothing of the drill stays
        await BothSizesAsync(page, "stop-flat");
        await BothSizesAsync(overview, "stop-overview");

        await ResetAsync(page);
        await BackInStepsAsync(page);
        await AnnulAndReadAsync(page);
        AssertConsoleEmpty();
    }

    private static async Task LookAheadAsync(IPage page)
    {
        Assert.True(await page.Locator("[data-qt-drill-due]").IsVisibleAsync());
        await page.Locator("[data-qt-stop-preview]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-preview]")).ToContainTextAsync("market orders");
        await page.Locator("[data-qt-stop-drill]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-drill]")).ToContainTextAsync("Flat", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-qt-drill-due]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-qt-result]")).ToContainTextAsync("The drill is over: Flat");
        Assert.Equal("ACTIVE", (await page.Locator(Pill).InnerTextAsync()).Trim()); // a drill stops nothing
        await BothSizesAsync(page, "stop-before");
    }

    /// <summary>With the old peak and a limit, which the policy then has.</summary>
    private static async Task ResetAsync(IPage page)
    {
        await page.Locator("[data-qt-stop-reset]").ClickAsync();
        await page.Locator("input[data-qt-reason]").FillAsync("it was a trial");
        await page.Locator("input[data-qt-word]").FillAsync("RESET");
        await page.Locator("[data-qt-rebase]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-peak]")).ToContainTextAsync("below the present");
        await page.Locator("[data-qt-keep]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-missing]")).ToContainTextAsync("give the new drawdown limit");
        Assert.True(await page.Locator(Confirm).IsDisabledAsync());
        await page.Locator("input[data-qt-limit]").FillAsync("12");
        await Assertions.Expect(page.Locator("[data-qt-peak]")).ToContainTextAsync("Trading stops again at");
        await BothSizesAsync(page, "reset-keep");
        await page.Locator(Confirm).ClickAsync();
    }

    private static async Task BackInStepsAsync(IPage page)
    {
        await UntilTextAsync(page, Headline, text => text == "Trading comes back after a reset: nothing is opened", "the way back begins with nothing");
        await UntilTextAsync(page, Headline, text => text.EndsWith("a tenth of each size", StringComparison.Ordinal), "a tenth follows");
        await UntilTextAsync(page, "[data-qt-stop-share]", text => text == "10 %", "the share is told");
        await BothSizesAsync(page, "stop-way-back");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("−12.0 %"); // the limit beside the drawdown
    }

    private static async Task AnnulAndReadAsync(IPage page)
    {
        await page.Locator("[data-qt-annul]").ClickAsync();
        await page.Locator("textarea[data-qt-deed-reason]").FillAsync("It was only a test of the page.");
        await BothSizesAsync(page, "stop-annul");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-runs] tbody")).ToContainTextAsync("annulled");
        await page.Locator("[data-qt-run]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-qt-annulment]")).ToContainTextAsync("“It was only a test of the page.”");
        await Assertions.Expect(page.Locator("[data-qt-proof] tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(Progress)).ToContainTextAsync("close position");
        await BothSizesAsync(page, "stop-certificate");
    }
}
