using System.Text.Json;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>What happens to an account without a call of its client, seen where the client sees it: on its stream.</summary>
public sealed class FaultActTests
{
    private const decimal Price = 90_000m;

    [Theory]
    [InlineData(ActKind.Liquidate, "autoclose-")]
    [InlineData(ActKind.Deleverage, "adl_autoclose")]
    [InlineData(ActKind.Delist, "settlement_autoclose-")]
    public async Task Position_ClosedByTheVenue_IsToldWithItsPrefix(ActKind kind, string prefix)
    {
        await using var scene = await OpenAsync();
        await scene.BuyAsync("0.010");

        scene.Venue.Acts.Run(new VenueAct { Act = kind, Symbol = "BTCUSDT" });

        var closed = await scene.User.NextAsync(m => Client(m).StartsWith(prefix, StringComparison.Ordinal) && m.GetProperty("o").GetProperty("X").GetString() == "FILLED");
        Assert.Equal("SELL", closed.GetProperty("o").GetProperty("S").GetString());
        Assert.Equal(0m, scene.Position);
    }

    [Fact]
    public async Task Trade_OfAnotherClient_MovesThePositionAndIsNotOurs()
    {
        await using var scene = await OpenAsync();
        await scene.BuyAsync("0.010");

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Trade, Symbol = "BTCUSDT", Side = OrderSide.Sell, Quantity = 0.004m });

        await scene.User.NextAsync(m => Client(m).StartsWith("web_", StringComparison.Ordinal) && m.GetProperty("o").GetProperty("X").GetString() == "FILLED");
        Assert.Equal(0.006m, scene.Position);
    }

    [Fact]
    public async Task Leverage_OfAnotherClient_IsToldOnTheStream()
    {
        await using var scene = await OpenAsync();

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Leverage, Symbol = "BTCUSDT", Leverage = 7 });

        var told = await scene.User.NextAsync(m => m.GetProperty("e").GetString() == "ACCOUNT_CONFIG_UPDATE");
        Assert.Equal(7, told.GetProperty("ac").GetProperty("l").GetInt32());
    }

    [Fact]
    public async Task PositionMode_TurnedByAnotherClient_RefusesOurNextOrder()
    {
        await using var scene = await OpenAsync();

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.PositionMode, On = true });

        Assert.Equal(-4061, (await scene.OrderAsync("side=BUY&type=MARKET&quantity=0.010")).Code);
    }

    [Fact]
    public async Task Account_InLiquidation_TakesNoOrderUntilItIsOver()
    {
        await using var scene = await OpenAsync();
        await scene.BuyAsync("0.010");
        var resting = (await scene.OrderAsync("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=88000")).Long("orderId");
        const string Stop = "symbol=BTCUSDT&side=SELL&algoType=CONDITIONAL&type=STOP_MARKET&triggerPrice=80000&quantity=0.010&reduceOnly=true";

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.LiquidationMode });

        Assert.Equal((-2023, -2023), ((await scene.OrderAsync("side=SELL&type=MARKET&quantity=0.010&reduceOnly=true")).Code, (await scene.Client.PostAsync("/fapi/v1/algoOrder", Stop)).Code));
        Assert.Equal(200, (await scene.Client.DeleteAsync("/fapi/v1/order", $"symbol=BTCUSDT&orderId={resting}")).Status);
        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.LiquidationMode, On = false });
        Assert.Equal((0, 0), ((await scene.Client.PostAsync("/fapi/v1/algoOrder", Stop)).Code, (await scene.OrderAsync("side=SELL&type=MARKET&quantity=0.010&reduceOnly=true")).Code));
    }

    [Fact]
    public async Task Symbol_Delisted_SaysSoAndTakesNoMoreOrders()
    {
        await using var scene = await OpenAsync();
        await using var contracts = await StreamClient.OpenAsync(scene.Venue, "market/ws/!contractInfo");
        await Poll.UntilAsync(() => scene.Venue.Streams.ConnectionsOn(StreamPath.Market) == 1, StreamClient.Limit, "the connection");

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Delist, Symbol = "BTCUSDT" });

        await contracts.NextAsync(m => m.GetProperty("cs").GetString() == "CLOSE");
        Assert.Equal(-4141, (await scene.OrderAsync("side=BUY&type=MARKET&quantity=0.010")).Code);
    }

    [Fact]
    public async Task MarketOrder_InAThinBook_ExpiresWithAPartExecuted()
    {
        await using var scene = await OpenAsync();
        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Depth, Symbol = "BTCUSDT", Levels = 1, NotionalPerLevel = 2_000m });

        var reply = await scene.OrderAsync("side=BUY&type=MARKET&quantity=0.100");

        Assert.Equal("EXPIRED", reply.Word("status"));
        Assert.Equal(0.022m, reply.Number("executedQty"));
    }

    [Fact]
    public async Task RestingOrder_InAThinBook_FillsInParts()
    {
        await using var scene = await OpenAsync();
        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Depth, Symbol = "BTCUSDT", RestingFillMax = 900m });
        await scene.OrderAsync("side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.020&price=89900");

        scene.Venue.Acts.Run(new VenueAct { Act = ActKind.Mark, Symbol = "BTCUSDT", Price = 89_890m });

        await scene.User.NextAsync(m => m.GetProperty("e").GetString() == "ORDER_TRADE_UPDATE" && m.GetProperty("o").GetProperty("X").GetString() == "PARTIALLY_FILLED");
        Assert.InRange(scene.Position, 0.001m, 0.019m);
    }

    [Theory]
    [InlineData("""{"act":"Leverage","symbol":"BTCUSDT"}""", "leverage")]
    [InlineData("""{"act":"Delist"}""", "symbol")]
    [InlineData("""{"act":"Delist","symbol":"NOPE"}""", "NOPE")]
    [InlineData("""{"act":"Trade","symbol":"BTCUSDT","account":"x","quantity":1}""", "'x'")]
    [InlineData("""{"act":"Liquidate","symbol":"BTCUSDT"}""", "position")]
    public async Task Act_ThatCannotBe_IsRefusedInOneLine(string json, string named)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var http = new VenueHttp(venue);

        var answer = await http.AskAsync("POST", "fake/acts", json);

        Assert.Contains(named, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_ForPeople_HoldsWhatTheVenueHolds()
    {
        await using var scene = await OpenAsync();
        await scene.BuyAsync("0.010");
        await scene.OrderAsync("side=SELL&type=LIMIT&timeInForce=GTC&quantity=0.010&price=91000");
        using var http = new VenueHttp(scene.Venue);

        var account = (await http.GetAsync("fake/state")).GetProperty("accounts")[0];

        Assert.Equal(0.010m, account.GetProperty("positions")[0].GetProperty("amount").GetDecimal());
        Assert.Equal(91_000m, account.GetProperty("openOrders")[0].GetProperty("price").GetDecimal());
    }

    private static async Task<Scene> OpenAsync()
    {
        var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        venue.Feed.SetMark("BTCUSDT", Price);
        var user = await StreamClient.OpenAsync(venue, $"private/ws?listenKey={venue.ListenKeys.For("main").Create()}");
        await Poll.UntilAsync(() => venue.Streams.ConnectionsOn(StreamPath.Private) == 1, StreamClient.Limit, "the connection");
        return new Scene(venue, user);
    }

    private static string Client(JsonElement message) =>
        message.GetProperty("e").GetString() == "ORDER_TRADE_UPDATE" ? message.GetProperty("o").GetProperty("c").GetString()! : "";

    private sealed class Scene(FakeVenueHost venue, StreamClient user) : IAsyncDisposable
    {
        private readonly VenueClient _client = new(venue.RestUrl, TimeProvider.System);

        public FakeVenueHost Venue => venue;

        public StreamClient User => user;

        public decimal Position
        {
            get
            {
                lock (venue.Venue.Gate)
                {
                    return venue.Venue.Accounts["main"].Position("BTCUSDT", PositionSide.Both).Amount;
                }
            }
        }

        public VenueClient Client => _client;

        public Task<VenueReply> OrderAsync(string query) => _client.OrderAsync("symbol=BTCUSDT&" + query);

        public async Task BuyAsync(string quantity)
        {
            Assert.Equal("FILLED", (await OrderAsync($"side=BUY&type=MARKET&quantity={quantity}")).Word("status"));
            await user.NextAsync(m => m.GetProperty("e").GetString() == "ACCOUNT_UPDATE");
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await user.DisposeAsync();
            await venue.DisposeAsync();
        }
    }
}
