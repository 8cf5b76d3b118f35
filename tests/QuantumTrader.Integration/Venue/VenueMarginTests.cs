using QuantumTrader.FakeVenue;

namespace QuantumTrader.Integration.Venue;

/// <summary>Margin, funding, liquidation, deleveraging, settlement: what the venue does to an account's money.</summary>
public sealed class VenueMarginTests
{
    private const string Btc = "symbol=BTCUSDT";

    [Fact]
    public async Task Account_BeforeItsFirstOrder_SaysWhenItsBalanceChanged()
    {
        await using var bench = await VenueBench.StartAsync();

        // Clients skip an asset that was never updated.
        Assert.Equal(VenueBench.Start.ToUnixTimeMilliseconds(), (await bench.Client.GetAsync("/fapi/v3/balance")).Json[0].GetProperty("updateTime").GetInt64());
    }

    [Fact]
    public async Task Account_WithAPositionAndAnOrder_AddsUp()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.100&price=29000");
        bench.Mark("BTCUSDT", 30_100m);

        var account = await bench.Client.GetAsync("/fapi/v3/account");

        // 3,000 at 0.0004; 3,010 ÷ 20; 2,900 ÷ 20; 3,010 × 0.004.
        Assert.Equal(10_000m - 1.2m, account.Number("totalWalletBalance"));
        Assert.Equal(10m, account.Number("totalUnrealizedProfit"));
        Assert.Equal(150.5m, account.Number("totalPositionInitialMargin"));
        Assert.Equal(145m, account.Number("totalOpenOrderInitialMargin"));
        Assert.Equal(12.04m, account.Number("totalMaintMargin"));
        Assert.Equal(10_000m - 1.2m + 10m - 150.5m - 145m, account.Number("availableBalance"));
    }

    [Fact]
    public async Task OrdersOnTheOtherSide_OfAPosition_NeedNoMarginUntilTheyTurnIt()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        await bench.Client.OrderAsync(Btc + "&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.100&price=31000");

        Assert.Equal(0m, (await bench.Client.GetAsync("/fapi/v3/account")).Number("totalOpenOrderInitialMargin"));
        await bench.Client.OrderAsync(Btc + "&side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.200&price=31000");
        // |3,000 − 9,300| − 3,000, over 20.
        Assert.Equal(165m, (await bench.Client.GetAsync("/fapi/v3/account")).Number("totalOpenOrderInitialMargin"));
    }

    [Fact]
    public async Task PositionRisk_Version3_LeavesOutWhatIsFlatWithoutOrders_Version2DoesNot()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.100&price=1900");

        var three = (await bench.Client.GetAsync("/fapi/v3/positionRisk")).Json;
        var two = (await bench.Client.GetAsync("/fapi/v2/positionRisk")).Json;

        Assert.Equal("ETHUSDT", three.EnumerateArray().Single().GetProperty("symbol").GetString());
        Assert.False(three[0].TryGetProperty("leverage", out _));
        Assert.Equal(bench.Venue.Markets.Count, two.GetArrayLength());
        Assert.Equal("cross", two[0].GetProperty("marginType").GetString());
    }

    [Fact]
    public async Task Funding_AtEightUtc_LongsPay_AndTheCrossedEventNamesNoPosition()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        bench.Events.Clear();

        // It is 10:00; the next settlement is at 16:00.
        bench.Time.Advance(TimeSpan.FromHours(5.9));
        Assert.Empty(bench.Events.Names);
        bench.Time.Advance(TimeSpan.FromHours(0.1));
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var update = bench.Events.Of("ACCOUNT_UPDATE").Single().GetProperty("a");
        Assert.Equal("FUNDING_FEE", update.GetProperty("m").GetString());
        Assert.Equal("-0.3", update.GetProperty("B")[0].GetProperty("bc").GetString());
        Assert.Equal(0, update.GetProperty("P").GetArrayLength());
        var income = (await bench.Client.GetAsync("/fapi/v1/income", "incomeType=FUNDING_FEE")).Json.EnumerateArray().Single();
        Assert.Equal("-0.3", income.GetProperty("income").GetString());
    }

    [Fact]
    public async Task Funding_AtANegativeRate_PaysTheLong_AndAnIntervalCanBeShorter()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, FundingInterval = TimeSpan.FromMinutes(1) });
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        bench.Venue.Market("BTCUSDT")!.FundingRate = -0.001m;
        var before = bench.Account.Wallet;

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before + 6m, bench.Account.Wallet);
    }

    [Fact]
    public async Task Liquidation_WhenTheMarginIsUsedUp_CancelsOrdersAndClosesByAutoclose()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, BalanceStart = 1_000m });
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.500");
        await bench.Client.OrderAsync("symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.100&price=1900");
        var risk = (await bench.Client.GetAsync("/fapi/v3/positionRisk", Btc)).Json[0];
        var price = decimal.Round(VenueReply.NumberOf(risk.GetProperty("liquidationPrice")), 1);
        bench.Events.Clear();

        bench.Mark("BTCUSDT", price + 10m);
        Assert.Equal(["MARGIN_CALL"], bench.Events.Names);
        bench.Mark("BTCUSDT", price + 9m);
        bench.Mark("BTCUSDT", price - 1m);

        Assert.Single(bench.Events.Of("MARGIN_CALL"));
        Assert.Empty(await bench.OpenOrdersAsync());
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        var closed = bench.Events.Orders.Single(o => o.GetProperty("x").GetString() == "CALCULATED");
        Assert.StartsWith("autoclose-", closed.GetProperty("c").GetString(), StringComparison.Ordinal);
        Assert.Single(bench.Events.Of("forceOrder"));
        var forced = (await bench.Client.GetAsync("/fapi/v1/forceOrders", "autoCloseType=LIQUIDATION")).Json;
        Assert.Equal(closed.GetProperty("i").GetInt64(), forced[0].GetProperty("orderId").GetInt64());
        Assert.True(bench.Account.Wallet >= 0m);
        Assert.Equal(bench.Account.WalletStart + bench.Account.Incomes.Sum(i => i.Amount), bench.Account.Wallet);
    }

    [Fact]
    public async Task Liquidation_ThroughZero_IsMadeGoodByTheInsuranceFund()
    {
        await using var bench = await VenueBench.StartAsync(time => new FakeVenueOptions { Time = time, BalanceStart = 1_000m });
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.500");

        bench.Mark("BTCUSDT", 20_000m);

        Assert.Equal(0m, bench.Account.Wallet);
        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
    }

    [Fact]
    public async Task Liquidation_OfAnIsolatedPosition_LeavesTheRestOfTheWallet()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.PostAsync("/fapi/v1/marginType", Btc + "&marginType=ISOLATED");
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        Assert.Equal(150m, bench.Account.Position("BTCUSDT", PositionSide.Both).IsolatedWallet);

        bench.Mark("BTCUSDT", 28_600m);

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        Assert.InRange(bench.Account.Wallet, 10_000m - 200m, 10_000m - 140m);
    }

    [Fact]
    public async Task Deleveraging_TakesPartAtTheMark_WithoutAFee()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        bench.Mark("BTCUSDT", 31_000m);

        lock (bench.Venue.Gate)
        {
            bench.Venue.Settlement.Deleverage(bench.Account, "BTCUSDT", PositionSide.Both, 0.040m);
        }

        var trade = bench.Account.Trades[^1];
        Assert.Equal(("adl_autoclose", 31_000m, 0m, 40m), (trade.Order.ClientId, trade.Price, trade.Commission, trade.Realised));
        Assert.Equal(0.060m, await bench.PositionAsync("BTCUSDT"));
        Assert.Single((await bench.Client.GetAsync("/fapi/v1/forceOrders", "autoCloseType=ADL")).Json.EnumerateArray());
    }

    [Fact]
    public async Task Delisting_SettlesThePosition_EndsBothBooks_AndClosesTheSymbol()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.100&price=29000");
        await bench.Client.PostAsync("/fapi/v1/algoOrder", "algoType=CONDITIONAL&" + Btc + "&side=SELL&type=STOP_MARKET&triggerPrice=29000&closePosition=true");

        lock (bench.Venue.Gate)
        {
            bench.Venue.Settlement.Delist("BTCUSDT");
        }

        Assert.Equal(0m, await bench.PositionAsync("BTCUSDT"));
        Assert.Empty(await bench.OpenOrdersAsync());
        Assert.Empty(bench.Account.Algos.Open);
        Assert.StartsWith("settlement_autoclose-", bench.Account.Trades[^1].Order.ClientId, StringComparison.Ordinal);
        Assert.Equal(-4141, (await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
        Assert.Equal(["SETTLING", "CLOSE"], bench.Events.Of("status").Select(s => s.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Symbol_NotTrading_TakesOnlyWhatReduces()
    {
        await using var bench = await VenueBench.StartAsync();
        await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.100");
        bench.Venue.Market("BTCUSDT")!.Status = "PRE_SETTLE";

        Assert.Equal(-4140, (await bench.Client.OrderAsync(Btc + "&side=BUY&type=MARKET&quantity=0.010")).Code);
        Assert.Equal(0, (await bench.Client.OrderAsync(Btc + "&side=SELL&type=MARKET&quantity=0.100&reduceOnly=true")).Code);
    }

    [Fact]
    public async Task Transfer_ChangesTheWallet_AndIsSaidAndListed()
    {
        await using var bench = await VenueBench.StartAsync();

        bench.Venue.Transfer("main", -250.5m);

        Assert.Equal(9_749.5m, (await bench.Client.GetAsync("/fapi/v3/balance")).Json[0].GetProperty("balance") is var b ? VenueReply.NumberOf(b) : 0m);
        Assert.Equal("WITHDRAW", bench.Events.Of("ACCOUNT_UPDATE").Single().GetProperty("a").GetProperty("m").GetString());
        Assert.Equal("TRANSFER", (await bench.Client.GetAsync("/fapi/v1/income")).Json[0].GetProperty("incomeType").GetString());
    }

    [Fact]
    public async Task UserTrades_CountPerSymbol_AndPageFromAnId()
    {
        await using var bench = await VenueBench.StartAsync();
        foreach (var symbol in (string[])["BTCUSDT", "ETHUSDT", "BTCUSDT", "BTCUSDT"])
        {
            await bench.Client.OrderAsync($"symbol={symbol}&side=BUY&type=MARKET&quantity=0.100");
        }

        var all = (await bench.Client.GetAsync("/fapi/v1/userTrades", Btc)).Json.EnumerateArray().Select(t => t.GetProperty("id").GetInt64()).ToList();
        var page = (await bench.Client.GetAsync("/fapi/v1/userTrades", $"{Btc}&fromId={all[1]}&limit=1")).Json;

        Assert.Equal([all[0], all[0] + 1, all[0] + 2], all);
        Assert.Equal(all[1], page.EnumerateArray().Single().GetProperty("id").GetInt64());
        Assert.Equal(-1128, (await bench.Client.GetAsync("/fapi/v1/userTrades", $"{Btc}&fromId=1&startTime=1")).Code);
        Assert.Equal(-1127, (await bench.Client.GetAsync("/fapi/v1/userTrades", $"{Btc}&startTime=0&endTime=604800001")).Code);
    }
}
