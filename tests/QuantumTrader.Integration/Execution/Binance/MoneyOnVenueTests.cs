using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Figures about money that only the venue can tell.</summary>
public sealed class MoneyOnVenueTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Transfers_WhileItRunsAndWhileItIsAway_MoveThePeakOnce()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        await using (var engine = await EngineOnVenue.RunAsync(venue, _data))
        {
            await UntilPeakAsync(engine, 10_000m);
            venue.Venue.Transfer("main", 1_000m);
            await UntilPeakAsync(engine, 11_000m);
        }

        venue.Venue.Transfer("main", -9_000m); // as a loss it would be far beyond every limit
        await using (var engine = await EngineOnVenue.RunAsync(venue, _data))
        {
            await UntilPeakAsync(engine, 2_000m);
            Assert.False(await engine.LookAsync(e => e.Emergency.IsLatched));
        }

        await using (var engine = await EngineOnVenue.RunAsync(venue, _data))
        {
            await UntilPeakAsync(engine, 2_000m);
        }
    }

    [Fact]
    public async Task BracketsAndLeverages_AreTheVenuesOwn()
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        await using var engine = await EngineOnVenue.OpenAsync(venue, _data);

        await Poll.UntilAsync(() => engine.Venue.Maintenance.ShareOf(Btc, new Usd(100_000m)).Value == 0.0045m, Limit, "the brackets are known");
        Assert.Equal(0m, engine.Venue.Maintenance.ShareOf(Btc, new Usd(1_000_000_001m)).Value);

        await engine.DoAsync(() => engine.Engine.Reader.GetAccountAsync(default).AsTask());
        Assert.Equal(20m, (await engine.LookAsync(e => e.Leverages.Of(Btc)))?.Value);

        var set = 7;
        await Poll.UntilAsync(
            async () =>
            {
                set = 15 - set;
                await hand.PostAsync("/fapi/v1/leverage", $"symbol=BTCUSDT&leverage={set}");
                return await engine.LookAsync(e => e.Leverages.Of(Btc)) is null;
            },
            Limit,
            "it is known that somebody set another");
        await engine.DoAsync(() => engine.Engine.Reader.GetAccountAsync(default).AsTask());
        Assert.Equal(set, (await engine.LookAsync(e => e.Leverages.Of(Btc)))?.Value);
    }

    [Fact]
    public async Task Fee_PaidInBnb_CountsForItsWorthAndNotAgainstTheWallet()
    {
        await using var gateway = await GatewayOnVenue.StartAsync(new FakeVenueOptions
        {
            BnbStart = 1m,
            Symbols = [.. InstrumentDefaults.All, InstrumentDefaults.Build("BNBUSDT", "BNB", 600m, 0.01m, 0.01m, 1_000m, 5m, 2, 2)],
        });
        gateway.Host.Feed.SetMark("BNBUSDT", 600m);
        using var hand = new VenueClient(gateway.Host.RestUrl, TimeProvider.System);
        await hand.OrderAsync("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.1");

        var fills = await gateway.Exchange.GetFillsAsync(0, default);

        Assert.True(fills.IsOk, fills.Failure);
        var trade = Assert.Single(gateway.Host.Venue.Accounts["main"].Trades);
        var fill = Assert.Single(fills.Value);
        Assert.Equal("BNB", trade.CommissionAsset);
        Assert.Equal((trade.Commission * 600m, 0m), (fill.Fee.Value, fill.FeeFromWallet.Value));
        Assert.InRange(fill.Fee.Value, 0.1m * 29_000m * 0.0004m * 0.9m, 0.1m * 31_000m * 0.0004m * 0.9m);
        var account = await gateway.Exchange.GetAccountAsync(default);
        Assert.Equal(10_000m, account.Value!.WalletBalance.Value);
    }

    private static Task UntilPeakAsync(EngineOnVenue engine, decimal peak) =>
        Poll.UntilAsync(async () => await engine.LookAsync(e => e.Equity.Last.Peak) is { } now && now.Value == peak, Limit, $"the peak is {peak}");
}
