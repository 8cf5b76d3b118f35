using AngleSharp.Dom;
using Bunit;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Engine.View;
using Page = QuantumTrader.Web.Components.Pages.Overview.Overview;

namespace QuantumTrader.Ui.Storage;

public sealed class StoragePanelTests : ScreenTest
{
    [Fact]
    public async Task Panel_StorageNotReported_ShowsDashesWithReasonsAndNothingGood()
    {
        var page = await ShowAsync(Storages.In(null) with { Journal = null });
        foreach (var key in (string[])["provider", "role", "journal", "redis", "backlog", "trades", "quarantined", "dead-letters"])
        {
            var unknown = Item(page, key).QuerySelector(".qt-unknown");
            Assert.True(unknown is not null, $"{key} shows {Item(page, key).TextContent}");
            Assert.False(string.IsNullOrWhiteSpace(unknown.GetAttribute("title")));
        }

        Assert.Empty(page.FindAll(".qt-storage .qt-tone-profit"));
    }

    [Fact]
    public async Task Panel_Embedded_NamesLeaderAndCallsNothingUnknown()
    {
        var page = await ShowAsync(Storages.In(Storages.Embedded));
        Assert.Contains("Embedded", Text(page, "provider"), StringComparison.Ordinal);
        Assert.Contains("LEADER", Text(page, "role"), StringComparison.Ordinal);
        Assert.Contains($"epoch 4 · cannot run out · held by {Storages.Holder}", Text(page, "role"), StringComparison.Ordinal);
        Assert.Contains("#120", Text(page, "journal"), StringComparison.Ordinal);
        Assert.Contains("not used", Text(page, "redis"), StringComparison.Ordinal);
        Assert.Contains("not used", Text(page, "backlog"), StringComparison.Ordinal);
        Assert.Contains("up to date", Text(page, "trades"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".qt-storage .qt-unknown"));
    }

    [Fact]
    public async Task Panel_RedisProviderWithoutReports_IsUnknownAndNotUnused()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Redis = null, Forwarder = null }));
        Assert.NotNull(Item(page, "redis").QuerySelector(".qt-unknown"));
        Assert.NotNull(Item(page, "backlog").QuerySelector(".qt-unknown"));
    }

    [Fact]
    public async Task Panel_RedisReady_ShowsLatencySinceLeaseAndBacklog()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis));
        Assert.Contains("8.1 s left", Text(page, "role"), StringComparison.Ordinal);
        Assert.Contains("READY", Text(page, "redis"), StringComparison.Ordinal);
        Assert.Contains("0.8 ms · since 10:47 (5 min 00 s)", Text(page, "redis"), StringComparison.Ordinal);
        Assert.Contains("120 waiting", Text(page, "backlog"), StringComparison.Ordinal);
        Assert.Contains("oldest 12 s · 5,000/s · confirmed #900", Text(page, "backlog"), StringComparison.Ordinal);
        Assert.Equal("0", Item(page, "backlog").QuerySelector("[role=meter]")!.GetAttribute("aria-valuenow"));
    }

    [Fact]
    public async Task Panel_EveryFigure_HasItsAge()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis));
        Assert.All(page.FindAll("[data-qt-storage]"), item => Assert.NotNull(item.QuerySelector(".qt-age-fresh")));

        PassTime(TimeSpan.FromSeconds(4));

        page.WaitForAssertion(() =>
        {
            Assert.All(page.FindAll("[data-qt-storage]"), item => Assert.NotNull(item.QuerySelector(".qt-age-stale")));
            Assert.NotNull(page.Find("section[aria-label='Storage'].qt-stale"));
        });
    }

    [Theory]
    [InlineData(RedisState.Away, "AWAY")]
    [InlineData(RedisState.Refused, "REFUSED")]
    public async Task Panel_RedisNotUsable_IsDangerWithCauseAndSince(RedisState state, string word)
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Redis = Storages.Away with { State = state } }));
        Assert.Equal(word, Item(page, "redis").QuerySelector(".qt-tone-danger")!.TextContent);
        Assert.Contains("(7.0 s) · connection refused", Text(page, "redis"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_RedisNeverAsked_IsUnknown()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Redis = Storages.Away with { State = RedisState.Unknown } }));
        Assert.NotNull(Item(page, "redis").QuerySelector(".qt-unknown"));
    }

    [Theory]
    [InlineData(29_999, "plain", "59")]
    [InlineData(30_000, "caution", "60")]
    [InlineData(50_000, "caution", "100")]
    [InlineData(50_001, "danger", "100")]
    public async Task Panel_Backlog_WarnsBeforeItsLimit(long backlog, string tone, string percent)
    {
        var item = Item(await ShowAsync(Storages.In(Storages.Redis with { Forwarder = Storages.Forwarding(backlog) })), "backlog");
        Assert.NotNull(item.QuerySelector($".qt-tone-{tone}"));
        Assert.Equal(percent, item.QuerySelector("[role=meter]")!.GetAttribute("aria-valuenow"));
    }

    [Fact]
    public async Task Panel_BacklogOfUnknownAgeAndRate_SaysSo()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Forwarder = new(ForwarderState.Waiting, 900, 5, null, double.NaN, "away") }));
        Assert.Contains("age of the oldest unknown · rate unknown", Text(page, "backlog"), StringComparison.Ordinal);
        Assert.NotNull(Item(page, "backlog").QuerySelector(".qt-tone-caution"));
    }

    [Fact]
    public async Task Panel_ForwarderConflict_IsDanger()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Forwarder = Storages.Forwarding(3) with { State = ForwarderState.Conflict, Cause = "another event under 901-0" } }));
        Assert.Contains("CONFLICT, 3 waiting", Item(page, "backlog").QuerySelector(".qt-tone-danger")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("another event under 901-0", Text(page, "backlog"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EngineRole.Standby, LeaseState.Lost, "caution", "STANDBY")]
    [InlineData(EngineRole.Standby, LeaseState.Unproven, "danger", "STANDBY, lease unproven")]
    [InlineData(EngineRole.Leader, LeaseState.Lost, "danger", "LEADER, lease not held")]
    [InlineData(EngineRole.Leader, LeaseState.Unproven, "danger", "LEADER, lease not held")]
    [InlineData(EngineRole.Standby, LeaseState.Held, "caution", "STANDBY, taking over")]
    public async Task Panel_RoleWithoutAProvenLease_NeverLooksLikeLeading(EngineRole role, LeaseState lease, string tone, string word)
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { Role = role, Lease = lease }));
        Assert.Equal(word, Item(page, "role").QuerySelector($".qt-tone-{tone}")!.TextContent);
    }

    [Fact]
    public async Task Panel_JournalWaitsLongerThanADiskTakes_IsStalledWithSince()
    {
        var page = await ShowAsync(Storages.In(Storages.Embedded with { JournalWaitingSinceUtc = Pictures.At.AddSeconds(-0.5) }));
        Assert.Null(Item(page, "journal").QuerySelector(".qt-tone-danger"));

        PassTime(TimeSpan.FromSeconds(1)); // no new picture: the clock alone must tell

        page.WaitForAssertion(() =>
        {
            Assert.Contains("STALLED", Item(page, "journal").QuerySelector(".qt-tone-danger")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("since 10:52:06 (1.5 s)", Text(page, "journal"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Panel_TradesBehindQuarantineAndDeadLetters_AreCountedAndLinked()
    {
        var page = await ShowAsync(Storages.In(Storages.Redis with { TradesBehind = 12, TradesCause = "store away", QuarantinedLines = 1, DeadLetters = 2 }));
        Assert.Contains("12 behind", Text(page, "trades"), StringComparison.Ordinal);
        Assert.Contains("store away", Text(page, "trades"), StringComparison.Ordinal);
        Assert.NotNull(Item(page, "quarantined").QuerySelector(".qt-tone-caution"));
        Assert.Equal("events#dead-letters", Item(page, "dead-letters").QuerySelector("a")!.GetAttribute("href"));
    }

    private async Task<IRenderedComponent<Page>> ShowAsync(EngineView view)
    {
        await Views.SetAsync(view);
        return Screen.Render<Page>();
    }

    private static IElement Item(IRenderedComponent<Page> page, string key) => page.Find($"[data-qt-storage={key}]");

    private static string Text(IRenderedComponent<Page> page, string key) => Item(page, key).TextContent;
}
