using Bunit;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Overview;
using Page = QuantumTrader.Web.Components.Pages.Overview.Overview;

namespace QuantumTrader.Ui.Overview;

/// <summary>The venue's health in the strip: latency, weight, streams, dead man.</summary>
public sealed class VenueItemsTests : ScreenTest
{
    private static readonly VenueStatus Well = new()
    {
        Name = "Binance 127.0.0.1:9797",
        RoundTrip = TimeSpan.FromMilliseconds(45),
        ClockSkew = TimeSpan.FromMilliseconds(-12),
        WeightUsed = 120,
        WeightMax = 2_400,
        OrdersUsed = 3,
        OrdersMax = 1_200,
        DeadManAtUtc = Pictures.At.AddSeconds(95),
        Streams = [new("market", true, Pictures.At, true, 0, 0, null), new("account", true, Pictures.At.AddSeconds(-9), false, 2, 1, null)],
    };

    [Fact]
    public void Items_OnPaper_AreNone() => Assert.Empty(VenueItems.Of(Pictures.Trading));

    [Fact]
    public async Task Overview_Venue_ShowsLatencyWeightStreamAgesAndDeadMan()
    {
        await Views.SetAsync(Pictures.Trading with { Venue = Well });
        var strip = Screen.Render<Page>().Find(".qt-health").TextContent;

        Assert.Contains("45 ms", strip, StringComparison.Ordinal);
        Assert.Contains("120 of 2,400 a minute", strip, StringComparison.Ordinal);
        Assert.Contains("2 reconnects, 1 gaps", strip, StringComparison.Ordinal);
        Assert.Contains("in 1 min 35 s", strip, StringComparison.Ordinal);
        Assert.Contains("last word 9.0 s ago", strip, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "banned until")]
    [InlineData(false, "refuses us until")]
    public void Venue_ThatWantsToHearNothing_SaysUntilWhenAndWhetherItIsABan(bool isBan, string words)
    {
        var item = VenueItems.Of(Pictures.Trading with { Venue = Well with { BannedUntilUtc = Pictures.At.AddDays(3), IsBanned = isBan } }).First(i => i.Name == "Venue").Value;
        Assert.Contains($"{words} {Times.Full(Pictures.At.AddDays(3))}", item.Text, StringComparison.Ordinal);
    }

    /// <summary>The first that applies, from what forbids the most: a ban, what the venue said of the key, what forbids entries.</summary>
    [Theory]
    [InlineData(null, null, "", Tone.Plain)]
    [InlineData(null, "not set up", ": no entries", Tone.Danger)]
    [InlineData("-2015", "not set up", ": refuses us", Tone.Danger)]
    public void Venue_ThatTakesNoOrder_SaysSoWithItsReason(string? refusal, string? objection, string words, Tone tone)
    {
        var item = VenueItems.Of(Pictures.Trading with { Venue = Well with { Refusal = refusal, Objection = objection } }).First(i => i.Name == "Venue").Value;
        Assert.Equal(new Shown($"{Well.Name}{words}", tone, refusal ?? objection), item);
    }

    [Fact]
    public async Task Overview_TheVenueTakesNoKeyOfOurs_SaysThatItRefusesUs()
    {
        await Views.SetAsync(Pictures.Trading with { Venue = Well with { Refusal = "-2015", Objection = "-2015" } });

        Assert.Contains($"{Well.Name}: refuses us", Screen.Render<Page>().Find(".qt-health").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_MarksThatNobodyMayTrust_AreCounted()
    {
        await Views.SetAsync(Pictures.Trading with { Venue = Well with { Streams = [new("market", true, Pictures.At, true, 0, 0, null, Late: 12, Early: 3)] } });

        Assert.Contains("connected, 12 marks too old, 3 marks from the future", Screen.Render<Page>().Find(".qt-health").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_WhatIsWrong_IsMarked()
    {
        var items = VenueItems.Of(Pictures.Trading with
        {
            Venue = Well with
            {
                BannedUntilUtc = Pictures.At.AddMinutes(2),
                WeightUsed = 1_920,
                ClockSkew = TimeSpan.FromSeconds(-1),
                RoundTrip = null,
                OrdersMax = 0,
                DeadManAtUtc = null,
                Streams = [new("market", false, null, true, 0, 0, null), new("account", true, Pictures.At, false, 0, 1, "asked again after a gap")],
            },
        }).ToDictionary(i => i.Name, i => i.Value);

        Assert.Equal(Tone.Danger, items["Venue"].Tone);
        Assert.Equal(Tone.Caution, items["Request weight"].Tone);
        Assert.Equal(Tone.Danger, items["Clock skew"].Tone);
        Assert.Equal(Tone.Danger, items["Stream market"].Tone);
        Assert.Equal("not trusted", items["Stream account"].Text);
        Assert.Equal("off", items["Dead man"].Text);
        Assert.True(items["Answers in"].IsUnknown);
        Assert.True(items["Orders"].IsUnknown);
    }
}
