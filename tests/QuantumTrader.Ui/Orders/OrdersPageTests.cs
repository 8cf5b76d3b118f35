using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Orders;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Orders;

public sealed class OrdersPageTests : ScreenTest
{
    [Fact]
    public void Orders_NoPicture_SaysThatTheEngineIsStarting() => Assert.Contains("The engine is starting", Screen.Render<OrdersPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Orders_None_SaysSoOnlyWhenTheVenueListedThem()
    {
        Assert.Contains("No regular order rests", (await ShowAsync(Live())).Markup, StringComparison.Ordinal);
        Assert.Contains("No conditional order rests", (await ShowAsync(Live(), "orders?kind=conditional")).Markup, StringComparison.Ordinal);

        var page = await ShowAsync(Live() with { OrdersAtUtc = null });
        Assert.Contains("whether any rests there is not known", page.Find("[data-qt-unknown]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("No regular order rests", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_BothKinds_AreCountedAndShownApart()
    {
        var view = Live(Pictures.Order("a", isConditional: false), Pictures.Order("b", isConditional: true), Pictures.Order("c", isConditional: true));

        var regular = await ShowAsync(view);
        Assert.Equal(["Regular 1", "Conditional 2"], regular.FindAll(".qt-kinds a").Select(a => a.TextContent));
        Assert.Equal(["a"], Ids(regular));
        Assert.Equal("page", regular.Find("[data-qt-kind=regular]").GetAttribute("aria-current"));

        var conditional = await ShowAsync(view, "orders?kind=conditional");
        Assert.Equal(["b", "c"], Ids(conditional));
        Assert.Equal("page", conditional.Find("[data-qt-kind=conditional]").GetAttribute("aria-current"));
        Assert.Contains("Trigger price", conditional.Find("thead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_Live_ShowsOwnerTradeFilledAndAge()
    {
        var order = Pictures.Order("qt1a", isConditional: true) with { Owner = OrderOwner.Ours, Trade = TradeId.Create("1-42"), Quantity = new(0.03m), Filled = new(0.012m), UpdatedAtUtc = Pictures.At.AddMinutes(-2) };
        var page = await ShowAsync(Live(order), "orders?kind=conditional");
        Assert.Equal(
            ["SELL", "Stop", "ours", "stop", "1-42", "0.03", "0.012", "62,500.0", "2 min 00 s", "qt1a"],
            page.FindAll("[data-qt-orders] tbody td").Select(c => c.TextContent.Trim()));
    }

    [Fact]
    public async Task Orders_WhoseAndOfWhichTradeIsNotKnown_AreDashesWithReasons()
    {
        var page = await ShowAsync(Live(Pictures.Order("a", isConditional: false)));
        var unknown = page.FindAll("[data-qt-orders] tbody .qt-unknown");
        Assert.Equal(["Owner", "Trade"], unknown.Select(u => u.ParentElement!.GetAttribute("data-label")));
        Assert.All(unknown, u => Assert.False(string.IsNullOrEmpty(u.GetAttribute("title"))));
    }

    [Fact]
    public async Task Orders_OfAStranger_IsMarked() =>
        Assert.Equal("STRANGER", (await ShowAsync(Live(Pictures.Order("a", isConditional: false) with { Owner = OrderOwner.Stranger }))).Find("[data-label=Owner] .qt-tone-caution").TextContent);

    [Fact]
    public async Task Orders_NotListedWhenTheyWereDue_AreGreyedWithTheirAge()
    {
        var view = Live(Pictures.Order("a", isConditional: false)) with { VenueLookEvery = TimeSpan.FromSeconds(15) };
        Assert.Empty((await ShowAsync(view with { OrdersAtUtc = Pictures.At.AddSeconds(-45) })).FindAll(".qt-stale"));

        var page = await ShowAsync(view with { OrdersAtUtc = Pictures.At.AddSeconds(-46) });
        Assert.Contains("46 s", page.Find(".qt-stale .qt-panel-stale").TextContent, StringComparison.Ordinal);
        Assert.Contains("listed by the venue 46 s ago", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_OldPicture_AreGreyed()
    {
        var page = await ShowAsync(Live(Pictures.Order("a", isConditional: false)));
        PassTime(TimeSpan.FromSeconds(4));
        page.WaitForAssertion(() => Assert.Contains("4.0 s", page.Find(".qt-stale .qt-panel-stale").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Orders_HostileIdAndPurpose_AreText()
    {
        var page = await ShowAsync(Live(Pictures.Order(Hostile.Text, isConditional: false) with { Purpose = Hostile.Text }));
        Assert.Equal(2, page.FindAll("[data-qt-orders] tbody td").Count(c => c.TextContent.Contains(Hostile.Shown, StringComparison.Ordinal)));
        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public async Task Orders_ManyOfThem_NoneIsLeftOut()
    {
        var orders = Enumerable.Range(0, 230).Select(i => Pictures.Order($"id{i:000}", isConditional: false)).ToArray();
        var seen = new List<string>();
        for (var part = 1; part <= 3; part++)
        {
            seen.AddRange(Ids(await ShowAsync(Live(orders), $"orders?sort=id&page={part}")));
        }

        Assert.Equal(orders.Select(o => o.ClientOrderId), seen);
    }

    [Fact]
    public async Task Orders_AskedForAnOrder_KeepsTheKindInEveryLink()
    {
        var page = await ShowAsync(Live(Pictures.Order("a", true) with { Price = new(10m) }, Pictures.Order("b", true) with { Price = new(30m) }), "orders?kind=conditional&sort=-price");
        Assert.Equal(["b", "a"], Ids(page));
        Assert.Equal("orders?kind=conditional&sort=price", page.Find("[data-qt-sort=price]").GetAttribute("href"));
    }

    [Fact]
    public async Task Orders_WhoMayNotSee_IsToldWhyAndSeesNothing()
    {
        Who.Caller = Callers.Person(Roles.None, Pictures.At);
        var page = await ShowAsync(Live(Pictures.Order("secret-id", isConditional: false)));
        Assert.Contains("trading.see needs the role", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", page.Markup, StringComparison.Ordinal);
    }

    private static EngineView Live(params OrderRow[] orders) => Pictures.Trading with { Orders = orders, OrdersAtUtc = Pictures.At, VenueLookEvery = TimeSpan.FromMilliseconds(500) };

    private static string[] Ids(IRenderedComponent<OrdersPage> page) => [.. page.FindAll("[data-label='Client order id']").Select(c => c.TextContent.Trim())];

    private async Task<IRenderedComponent<OrdersPage>> ShowAsync(EngineView view, string address = "orders")
    {
        Screen.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        await Views.SetAsync(view);
        return Screen.Render<OrdersPage>();
    }
}
