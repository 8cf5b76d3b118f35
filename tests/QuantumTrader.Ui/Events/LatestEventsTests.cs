using Bunit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Pages.Events;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Ui.Events;

public sealed class LatestEventsTests : ScreenTest
{
    private static readonly EventRow Opened = new(1_207, Pictures.At, "trade.opened", """{"symbol":"<b>BTCUSDT</b>"}""");

    [Fact]
    public void Latest_Event_ShowsSequenceTimeTypeAndTextAsText()
    {
        Tail.Rows.Add(Opened);
        var row = Screen.Render<LatestEvents>().Find("[data-qt-events] tbody tr");
        Assert.All(["1,207", "2026-03-02 10:52:07 UTC", "trade.opened", "<b>BTCUSDT</b>"], part => Assert.Contains(part, row.TextContent, StringComparison.Ordinal));
        Assert.Empty(row.QuerySelectorAll("b"));
    }

    [Fact]
    public void Latest_NewEvent_AppearsWithTheClock()
    {
        var panel = Screen.Render<LatestEvents>();
        Assert.Contains("No event yet", panel.Markup, StringComparison.Ordinal);
        Tail.Rows.Add(Opened);
        PassTime(TimeSpan.FromSeconds(2));
        panel.WaitForAssertion(() => Assert.Single(panel.FindAll("[data-qt-events] tbody tr")));
    }

    [Fact]
    public void Latest_Unreadable_IsNeitherAnEmptyListNorTheOldOne()
    {
        Tail.Rows.Add(Opened);
        var panel = Screen.Render<LatestEvents>();
        Tail.Failure = new IOException("disk gone");
        PassTime(TimeSpan.FromSeconds(2));
        panel.WaitForAssertion(() => Assert.Contains("disk gone", panel.Find("[data-qt-events-unreadable]").TextContent, StringComparison.Ordinal));
        Assert.Empty(panel.FindAll("[data-qt-events]"));
        Assert.DoesNotContain("No event", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_ForAStranger_IsRefused()
    {
        (Who.Caller, var rows) = (Caller.Anonymous, Tail.Rows);
        rows.Add(Opened);
        var panel = Screen.Render<LatestEvents>();
        Assert.Contains("Refused (NOT_SIGNED_IN)", panel.Find("[data-qt-events-unreadable]").TextContent, StringComparison.Ordinal);
    }
}
