using Microsoft.Playwright;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.TestSupport;

namespace QuantumTrader.E2E;

/// <summary>The pages of positions and orders on a venue, and what they say when the venue's key is revoked.</summary>
public sealed class PositionsTests(Chromium chromium) : VenueAppTest(chromium)
{
    private const string ByHand = "[data-qt-manual-close]";

    [Fact]
    public async Task Positions_OnAVenue_AreShownWithTheirStopsAndOrders_AndByHandWhenTheKeyIsRevoked()
    {
        var page = await OpenAsync("/");
        await UntilLiveAsync(page);
        await page.Locator(".qt-nav a[href='positions']").ClickAsync();
        await Poll.UntilAsync(async () => await PositionsAsync(page) > 0, Patience, "a position is on the page");
        await Poll.UntilAsync(async () => await StopsAsync(page) is { Count: > 0 } stops && stops.All(s => s == "yes"), Patience, "every position has its stop");
        Assert.Equal(0, await page.Locator("[data-qt-no-stop]").CountAsync());
        await BothSizesAsync(page, "positions");

        await page.Locator("[data-qt-sort=pnl]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("PnL $");
        Assert.EndsWith("/positions?sort=pnl", page.Url, StringComparison.Ordinal);

        await page.Locator(".qt-nav a[href='orders']").ClickAsync();
        await page.Locator("[data-qt-kind=conditional]").ClickAsync();
        await Poll.UntilAsync(async () => await page.Locator("[data-qt-orders] tbody tr").CountAsync() > 0, Patience, "the stop is among the conditional orders");
        await BothSizesAsync(page, "orders");

        await page.GotoAsync("/positions");
        await UntilLiveAsync(page);
        await RevokeAsync(page);
        AssertConsoleEmpty();
    }

    private async Task RevokeAsync(IPage page)
    {
        foreach (var path in new[] { "/fapi/v3/*", "/fapi/v1/order*", "/fapi/v1/openOrders", "/fapi/v1/algo*", "/fapi/v1/openAlgoOrders", "/fapi/v1/listenKey", "/fapi/v1/userTrades" })
        {
            Venue.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -2015, Status = 401, Count = 0, Path = path });
        }

        await Poll.UntilAsync(async () => await page.Locator(ByHand).CountAsync() > 0, Patience, "the list of what to close by hand is there");
        await Assertions.Expect(page.Locator(ByHand)).ToContainTextAsync("CLOSE BY HAND");
        await Assertions.Expect(page.Locator(ByHand)).ToContainTextAsync("-2015");
        await BothSizesAsync(page, "manual-close");

        await page.Locator("[data-qt-seen]").First.ClickAsync();
        await page.Locator("input[data-qt-deed-reason]").FillAsync("closed it in the app");
        await page.Locator("[data-qt-deed-confirm]").ClickAsync();
        await Assertions.Expect(page.Locator(ByHand)).ToContainTextAsync("anna saw it closed");
        await page.GotoAsync("/audit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("manual_close.seen");
        await page.GotoAsync("/emergency");
        await Assertions.Expect(page.Locator("#manual-close")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[A-Z]+USDT (LONG|SHORT) 0[.]"));
        await BothSizesAsync(page, "emergency-manual-close");
    }

    private static async Task<IReadOnlyList<string>> StopsAsync(IPage page) => [.. (await page.Locator("[data-qt-positions] td[data-label=Stop] .qt-fig").AllInnerTextsAsync()).Select(s => s.Trim())];
}
