using Bunit;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Identity;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Layout;
using QuantumTrader.Web.Components.Pages.Alerts;

namespace QuantumTrader.Ui.Alerts;

public sealed class AlertsPageTests : ScreenTest
{
    [Fact]
    public void Alerts_Open_TheWorstFirstWithHostileTextsAsText()
    {
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        Put(2, AlertCatalogue.EmergencyStop, AlertSeverity.Critical, text: Hostile.Text);
        Put(3, AlertCatalogue.AuditFailing, AlertSeverity.Critical, isOver: true);
        var page = Screen.Render<AlertsPage>();
        var rows = page.FindAll("[data-qt-alert]");

        Assert.Equal(["EMERGENCY_STOP", "REDIS_AWAY"], rows.Select(r => r.GetAttribute("data-qt-alert")));
        Assert.Contains(Hostile.Shown, rows[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("script, img"));
        Assert.Contains("2 open", page.Find("[data-qt-alerts-open]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Acknowledge_ByAnOperator_IsDoneUnderTheirName()
    {
        Who.Caller = Callers.Person(Roles.Operator);
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        var page = Screen.Render<AlertsPage>();
        page.Find("[data-qt-acknowledge]").Click();

        Assert.Equal([("anna", Alerts.All[0].Id)], Alerts.Acknowledged);
        Assert.Contains("REDIS_AWAY is acknowledged", page.Find("[data-qt-result]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Acknowledge_NotTaken_SaysWhyAndNotThatItWas()
    {
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        Alerts.WhyNot = "It was acknowledged before, by bob.";
        var page = Screen.Render<AlertsPage>();
        page.Find("[data-qt-acknowledge]").Click();

        Assert.Contains("by bob", page.Find("[data-qt-trouble]").TextContent, StringComparison.Ordinal);
        Assert.Equal("", page.Find("[data-qt-result]").TextContent);
    }

    [Fact]
    public void Acknowledge_ByAViewer_IsDisabledAndSaysWhy()
    {
        Who.Caller = Callers.Person(Roles.Viewer);
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        var page = Screen.Render<AlertsPage>();

        Assert.True(page.Find("[data-qt-acknowledge]").HasAttribute("disabled"));
        Assert.Contains("ROLE_MISSING", page.Find("[data-qt-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Database_Away_IsToldBesideWhatIsKnown()
    {
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        Alerts.Trouble = "The console database does not answer.";
        var page = Screen.Render<AlertsPage>();

        Assert.Contains("does not answer", page.Find("[data-qt-alerts-partial]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-qt-alert]"));
    }

    [Fact]
    public void Alert_RaisedWhileThePageIsOpen_ComesByItself()
    {
        var page = Screen.Render<AlertsPage>();
        Assert.Empty(page.FindAll("[data-qt-alert]"));
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        PassTime(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-qt-alert]")));
    }

    [Fact]
    public void DeadMessages_AreShownAndSentAgain()
    {
        Alerts.Dead.Add(new() { Id = new Guid(9, 0, 0, new byte[8]), AlertId = default, Code = "EMERGENCY_STOP", Type = "alert.raised", Severity = AlertSeverity.Critical, Body = "{}", MadeAtUtc = Pictures.At, NextAtUtc = Pictures.At, LastError = "Answered 500." });
        var page = Screen.Render<AlertsPage>();

        Assert.Contains("Answered 500.", page.Find("[data-qt-messages]").TextContent, StringComparison.Ordinal);
        page.Find("[data-qt-send-again]").Click();
        Assert.Equal(1, Alerts.SentAgain);
    }

    [Fact]
    public void Badge_CountsOpenAlerts_AndIsGoneWithoutAny()
    {
        Assert.Empty(Screen.Render<TopBar>().FindAll("[data-qt-alerts-badge]"));
        Put(1, AlertCatalogue.RedisAway, AlertSeverity.Warning);
        Put(2, AlertCatalogue.AuditFailing, AlertSeverity.Critical, isOver: true);

        Assert.Contains("1", Screen.Render<TopBar>().Find("[data-qt-alerts-badge]").TextContent, StringComparison.Ordinal);
    }

    private void Put(int number, AlertKind kind, AlertSeverity severity, string text = "Text.", bool isOver = false) => Alerts.All.Add(new()
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Code = kind.Code,
        Key = "",
        Severity = severity,
        Title = kind.Title,
        Text = text,
        Source = "test",
        Ends = kind.Ends,
        FirstSeenAtUtc = Pictures.At.AddMinutes(-5),
        LastSeenAtUtc = Pictures.At,
        Count = 1,
        ResolvedAtUtc = isOver ? Pictures.At : null,
    });
}
