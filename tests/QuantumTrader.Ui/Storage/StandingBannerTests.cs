using Bunit;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Components.Layout;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Storage;

public sealed class StandingBannerTests : ScreenTest
{
    [Fact]
    public async Task Banner_LeaderWithoutTrouble_IsNotThere()
    {
        await Views.SetAsync(Storages.In(Storages.Redis));
        Assert.Equal("", Screen.Render<StandingBanner>().Markup.Trim());
    }

    [Fact]
    public async Task Banner_AStopThatIsSavedNowhere_ComesFirst()
    {
        await Views.SetAsync(Pictures.Trading with { LatchNotSavedSinceUtc = Pictures.At.AddSeconds(-7), Journal = new(false, 120, 3, "disk full") });
        Assert.Contains("The STOP is NOT SAVED for 7.0 s", Screen.Render<StandingBanner>().FindAll(".qt-notice-danger")[0].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, 1)]
    [InlineData(16, 0)]
    public async Task Banner_ATradeThatWasNotAtTheVenue_IsToldForAQuarterOfAnHour(int minutesAgo, int lines)
    {
        var gone = new ClosedTradeRow("1-7", Symbol.Create("BTCUSDT"), Direction.Long, null, "NOT_AT_VENUE", Pictures.At.AddMinutes(-minutesAgo), null);
        await Views.SetAsync(Pictures.Trading with { ClosedTrades = [gone] });
        Assert.Equal(lines, Screen.Render<StandingBanner>().FindAll(".qt-notice-caution").Count(n => n.TextContent.Contains("1-7 BTCUSDT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Banner_Warnings_EachStandsOnce()
    {
        var storage = Storages.Redis with { Warnings = ["USE_EVENT_BUFFER is off.", "REDIS_FSYNC was accepted."], Redis = Storages.Redis.Redis! with { Warnings = ["REDIS_FSYNC was accepted."] } };
        Assert.Equal(["USE_EVENT_BUFFER is off.", "REDIS_FSYNC was accepted."], await LinesAsync(storage, "caution"));
    }

    [Fact]
    public async Task Banner_Standby_NamesWhoTrades() =>
        Assert.Contains($"{Storages.Holder} trades this account", Assert.Single(await LinesAsync(Storages.Redis with { Role = EngineRole.Standby, Lease = LeaseState.Lost }, "caution")), StringComparison.Ordinal);

    [Fact]
    public async Task Banner_LeaseUnproven_SaysWhatGoesOn() =>
        Assert.Contains("protective stops and STOP go on", Assert.Single(await LinesAsync(Storages.Redis with { Role = EngineRole.Standby, Lease = LeaseState.Unproven }, "danger")), StringComparison.Ordinal);

    [Fact]
    public async Task Banner_LeaseHeldButNotTakenOver_IsNotCalledUnproven() =>
        Assert.StartsWith("TAKING OVER", Assert.Single(await LinesAsync(Storages.Redis with { Role = EngineRole.Standby }, "caution")), StringComparison.Ordinal);

    [Theory]
    [InlineData(RedisState.Away, "Redis AWAY for 7.0 s: connection refused")]
    [InlineData(RedisState.Refused, "Redis REFUSED for 7.0 s: connection refused")]
    public async Task Banner_RedisNotUsable_IsDanger(RedisState state, string text) =>
        Assert.StartsWith(text, Assert.Single(await LinesAsync(Storages.Redis with { Redis = Storages.Away with { State = state } }, "danger")), StringComparison.Ordinal);

    [Fact]
    public async Task Banner_ForwarderConflict_IsDanger() =>
        Assert.Contains("stands still", Assert.Single(await LinesAsync(Storages.Redis with { Forwarder = Storages.Forwarding(1) with { State = ForwarderState.Conflict } }, "danger")), StringComparison.Ordinal);

    [Fact]
    public async Task Banner_JournalFailing_IsDangerAlsoWithoutStorage()
    {
        await Views.SetAsync(Pictures.Trading with { Journal = new(false, 120, 3, "disk full") });
        Assert.Contains("NOT WRITING: disk full", Screen.Render<StandingBanner>().Find(".qt-notice-danger").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopBar_Standby_SaysSoInsteadOfActive()
    {
        await Views.SetAsync(Storages.In(Storages.Redis with { Role = EngineRole.Standby, Lease = LeaseState.Lost }));
        var bar = Screen.Render<TopBar>();
        Assert.Equal("STANDBY", bar.Find("[data-qt-pill].qt-pill-standby").TextContent);
        Assert.Contains(Storages.Holder, bar.Find(".qt-state-detail").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ACTIVE", bar.Find("[data-qt-pill]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopBar_StandbyWithAStopHeld_ShowsTheStop()
    {
        Actions.Status = FakeActions.Latched(Domain.Emergency.EmergencyRunState.Flat);
        await Views.SetAsync(Storages.In(Storages.Redis with { Role = EngineRole.Standby, Lease = LeaseState.Lost }));
        Assert.Equal("FLAT", Screen.Render<TopBar>().Find("[data-qt-pill]").TextContent);
    }

    private async Task<string[]> LinesAsync(StorageView storage, string tone)
    {
        await Views.SetAsync(Storages.In(storage));
        return [.. Screen.Render<StandingBanner>().FindAll($".qt-notice-{tone}").Select(line => line.TextContent)];
    }
}
