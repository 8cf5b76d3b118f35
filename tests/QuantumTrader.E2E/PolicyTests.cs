using Microsoft.Playwright;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.E2E;

/// <summary>The policy page as people use it: look, type, try, review, save, go back.</summary>
public sealed class PolicyTests(Chromium chromium) : OwnAppTest(chromium)
{
    private SecondFactorSeed _ritasFactor = null!;

    private protected override bool IsSetUp => false;

    private protected override async Task SeedAsync(string dataDirectory)
    {
        await using var seed = await ConsoleSeed.OpenAsync(dataDirectory);
        await seed.PersonAsync("vera", Roles.Viewer);
        await seed.PersonAsync("olga", Roles.Operator);
        _ritasFactor = await seed.SecondFactorAsync(await seed.PersonAsync("rita", Roles.Risk));
    }

    [Fact]
    public async Task Policy_TightenedByAnOperatorAndLoosenedByRisk_HoldsAtOnceAndIsInTheHistory()
    {
        var vera = await SignInAsync("vera");
        await vera.Locator(".qt-nav a[href='policy']").ClickAsync();
        await Assertions.Expect(vera.Locator("[data-qt-edit-all]")).ToBeDisabledAsync();

        var olga = await SignInAsync("olga");
        await olga.Locator(".qt-nav a[href='policy']").ClickAsync();
        await Assertions.Expect(olga.Locator("[data-qt-value='PriceCollar']")).ToHaveTextAsync("2 %");
        await BothSizesAsync(olga, "policy");
        await SetAsync(olga, "PriceCollar", "0.01");
        await olga.Locator("[data-qt-try]").ClickAsync();
        await Assertions.Expect(olga.Locator("[data-qt-dry-run]")).ToContainTextAsync("cannot be told");
        await BothSizesAsync(olga, "policy-dry-run");
        await olga.Locator("[data-qt-save]").ClickAsync();
        await olga.Locator("input[data-qt-deed-reason]").FillAsync("Thin books");
        await BothSizesAsync(olga, "policy-review");
        await olga.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(olga.Locator("[data-qt-value='PriceCollar']")).ToHaveTextAsync("1 %");
        await Assertions.Expect(olga.Locator("[data-qt-history]")).ToContainTextAsync("“Thin books”");

        // Allowing more is not hers: the dialog says so, and saving is refused.
        await olga.Locator("[data-qt-back]").ClickAsync();
        await Assertions.Expect(olga.Locator("[data-qt-needs]")).ToContainTextAsync("needs the role Risk");
        await olga.Locator("[data-qt-deed-cancel]").ClickAsync();

        var rita = await SignInAsync("rita", _ritasFactor.CodeAt(0));
        await rita.Locator(".qt-nav a[href='policy']").ClickAsync();
        await SetAsync(rita, "PriceCollar", "0.015");
        await rita.Locator("[data-qt-save]").ClickAsync();
        await rita.Locator("[data-qt-until]").SelectOptionAsync("1");
        await rita.Locator("input[data-qt-deed-reason]").FillAsync("Books are back");
        await Assertions.Expect(rita.Locator("[data-qt-diff]").First).ToContainTextAsync("back to 0.01");
        await BothSizesAsync(rita, "policy-loosen");
        await rita.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(rita.Locator("[data-qt-value='PriceCollar']")).ToHaveTextAsync("1.5 %");
        await Assertions.Expect(olga.Locator("[data-qt-value='PriceCollar']")).ToHaveTextAsync("1.5 %", new() { Timeout = 20_000 });
        await BothSizesAsync(rita, "policy-lent");
        AssertConsoleEmpty();
    }

    private static async Task SetAsync(IPage page, string field, string value)
    {
        await page.Locator("[data-qt-edit-all]").ClickAsync();
        await page.Locator($"[data-qt-edit='{field}']").FillAsync(value);
        await page.Locator($"[data-qt-edit='{field}']").BlurAsync();
        await Assertions.Expect(page.Locator("[data-qt-save]")).ToBeEnabledAsync();
    }
}
