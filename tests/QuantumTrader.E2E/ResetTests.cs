using Microsoft.Playwright;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

/// <summary>A stop by one role and a reset by another.</summary>
public sealed class ResetTests(Chromium chromium) : OwnAppTest(chromium)
{
    private SecondFactorSeed _ritasFactor = null!;

    private protected override bool IsSetUp => false;

    private protected override async Task SeedAsync(string dataDirectory)
    {
        await using var seed = await ConsoleSeed.OpenAsync(dataDirectory);
        await seed.PersonAsync("olga", Roles.Operator);
        _ritasFactor = await seed.SecondFactorAsync(await seed.PersonAsync("rita", Roles.Risk));
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
        await rita.Locator("input[data-qt-limit]").FillAsync("12");
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
}
