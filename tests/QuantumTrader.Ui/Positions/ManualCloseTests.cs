using Bunit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Positions;
using QuantumTrader.Web.Components.Pages.Stop;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Ui.Positions;

public sealed class ManualCloseTests : ScreenTest
{
    private static readonly ManualCloseItem Item = new()
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Side = PositionSide.Both,
        Direction = Direction.Long,
        Quantity = new(0.042m),
        Entry = new(64_100.5m),
        SinceUtc = Pictures.At.AddMinutes(-3),
        Why = "The venue forbids trading: the key is not valid (-2015).",
        KnownAtUtc = Pictures.At.AddMinutes(-4),
    };

    [Fact]
    public async Task ManualClose_NothingToDo_ShowsNoPanel() => Assert.Empty((await ShowAsync()).FindAll("section[aria-label='Close by hand at the venue']"));

    [Fact]
    public async Task ManualClose_IsAboveThePositionsWithAllThatOneNeeds()
    {
        var page = await ShowAsync(Item);
        Assert.Equal(["Close by hand at the venue", "Ledger and venue", "Positions"], page.FindAll(".qt-panel").Select(p => p.GetAttribute("aria-label")));
        Assert.Equal(
            ["BTCUSDT ↗", "LONG", "0.042", "64,100.5", "10:49", "CLOSE BY HAND", "last known at 10:48:07 UTC, 4 min 00 s ago", Item.Why],
            page.Find("[data-qt-manual-close] tbody tr").Children.Take(8).Select(c => c.TextContent.Trim()));
        var link = page.Find("[data-qt-manual-close] a");
        Assert.Equal(("https://www.binance.com/en/futures/BTCUSDT", "noopener noreferrer"), (link.GetAttribute("href"), link.GetAttribute("rel")));
    }

    [Theory]
    [InlineData(TradingEnvironment.Paper)]
    [InlineData(TradingEnvironment.Rehearsal)]
    public async Task ManualClose_WhereTheVenueHasNoPage_HasNoLink(TradingEnvironment environment)
    {
        await Views.SetAsync(Pictures.Trading with { Environment = environment, ManualClose = [Item] });
        Assert.Empty(Screen.Render<PositionsPage>().FindAll("[data-qt-manual-close] a"));
    }

    [Fact]
    public async Task ManualClose_Ends_AreToldApart()
    {
        var page = await ShowAsync(
            Item with { End = ManualCloseEnd.Gone, EndedAtUtc = Pictures.At },
            Item with { Symbol = Symbol.Create("ETHUSDT"), End = ManualCloseEnd.Released, EndedAtUtc = Pictures.At },
            Item with { Symbol = Symbol.Create("SOLUSDT"), SeenClosedBy = "bert", SeenClosedAtUtc = Pictures.At },
            Item with { Symbol = Symbol.Create("XRPUSDT"), KnownAtUtc = null });
        Assert.Equal(
            ["✓ gone at the venue, 10:52:07 UTC", "not by hand any more, 10:52:07 UTC", "bert saw it closed, 10:52:07 UTC", "CLOSE BY HAND"],
            page.FindAll("[data-label=State]").Select(c => c.TextContent.Trim()));
        Assert.Equal("by the ledger alone", page.FindAll("[data-label=Known]")[3].TextContent.Trim());
        Assert.Single(page.FindAll("[data-qt-seen]"));
        Assert.Equal("1", page.Find("section[aria-label='Close by hand at the venue'] .qt-count").TextContent);
    }

    [Fact]
    public async Task ManualClose_SeenClosed_AsksWhatWasSeenAndNotesIt()
    {
        var page = await ShowAsync(Item);
        page.Find("[data-qt-seen]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Assert.Contains("It changes nothing in the ledger", Dialogs.Markup, StringComparison.Ordinal);
        Dialogs.Find("input[data-qt-deed-reason]").Input("gone in the app");
        Dialogs.Find("[data-qt-deed-confirm]").Click();

        page.WaitForAssertion(() => Assert.Equal("Noted: BTCUSDT was seen closed.", page.Find("[data-qt-result]").TextContent));
        Assert.Equal(["anna BTCUSDT Both: gone in the app"], ManualClose.Seen);
    }

    [Fact]
    public async Task ManualClose_SeenClosedTooLate_SaysWhyItWasNotNoted()
    {
        ManualClose.Refusal = "There is no such position to be closed by hand, or not any more.";
        var page = await ShowAsync(Item);
        page.Find("[data-qt-seen]").Click();
        Dialogs.WaitForAssertion(() => Dialogs.Find("input[data-qt-deed-reason]"));
        Dialogs.Find("input[data-qt-deed-reason]").Input("gone");
        Dialogs.Find("[data-qt-deed-confirm]").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("not any more", Dialogs.Markup, StringComparison.Ordinal));
        Assert.Equal("", page.Find("[data-qt-result]").TextContent);
    }

    [Fact]
    public async Task ManualClose_AViewer_SeesTheListAndMayNotTick()
    {
        Who.Caller = Callers.Person(Roles.Viewer, Pictures.At);
        var button = (await ShowAsync(Item)).Find("[data-qt-seen]");
        Assert.True(button.HasAttribute("disabled"));
    }

    [Fact]
    public async Task ManualClose_HostileWords_AreText()
    {
        var page = await ShowAsync(Item with { Why = Hostile.Text, SeenClosedBy = Hostile.Text, SeenClosedAtUtc = Pictures.At });
        Assert.Contains(Hostile.Shown, page.Find("[data-qt-manual-close]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-qt-manual-close] script, [data-qt-manual-close] img"));
    }

    [Fact]
    public async Task ManualClose_OnTheStopPage_IsShownWithoutTicks()
    {
        await Views.SetAsync(Pictures.Trading with { Environment = TradingEnvironment.Live, ManualClose = [Item] });
        var page = Screen.Render<StopPage>();
        Assert.Single(page.FindAll("[data-qt-manual-close] tbody tr"));
        Assert.Empty(page.FindAll("[data-qt-seen]"));
    }

    private async Task<IRenderedComponent<PositionsPage>> ShowAsync(params ManualCloseItem[] items)
    {
        await Views.SetAsync(Pictures.Trading with { Environment = TradingEnvironment.Live, AccountAtUtc = Pictures.At, ManualClose = items });
        return Screen.Render<PositionsPage>();
    }
}
