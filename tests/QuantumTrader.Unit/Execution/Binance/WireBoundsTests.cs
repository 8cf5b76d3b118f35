using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>One absurd number is refused where it is read, and never ends the engine by an overflow.</summary>
public class WireBoundsTests
{
    private const string Klines = "GET /fapi/v1/klines";

    [Theory]
    [InlineData("\"updateTime\":1700000000000", "\"updateTime\":9000000000000000000")]
    [InlineData("\"updateTime\":1700000000000", "\"updateTime\":\"4102444800000\"")]
    [InlineData("\"avgPrice\":\"50000.0\"", "\"avgPrice\":\"70000000000000000000000000000\"")]
    [InlineData("\"executedQty\":\"0\"", "\"executedQty\":7e19")]
    public async Task AnswerToAnOrder_WithAnAbsurdNumber_IsUnknown(string sane, string absurd)
    {
        using var gateway = new Gateway();
        gateway.Venue.On("POST /fapi/v1/order", Gateway.Order("qt1-42-e0"));
        Assert.IsType<SubmitOutcome.Accepted>(await gateway.SubmitAsync(Gateway.Entry()));
        gateway.Venue.On("POST /fapi/v1/order", Gateway.Order("qt1-42-e0").Replace(sane, absurd, StringComparison.Ordinal));
        Assert.IsType<SubmitOutcome.Unknown>(await gateway.SubmitAsync(Gateway.Entry()));
    }

    [Fact]
    public async Task ClockOfTheYear9999_IsNoMeasurement_AndTheBudgetGoesOn()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/time", """{"serverTime":253402300799000}""");
        Assert.False(await gateway.RunAsync(new ValueTask<bool>(gateway.Sync.SyncAsync(default))));
        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(gateway.Clock.IsKnown);
        Assert.Null(gateway.Budget.Health.QuietUntilUtc);
    }

    [Theory]
    [InlineData("1699999980000", "100", "5000000000000", true)] // a day of the cheapest contracts
    [InlineData("1699999980000", "100", "5000000000000000", false)]
    [InlineData("1699999980000", "1000000000001", "10", false)]
    [InlineData("1699999980000", "0.0000000000000000000000000001", "10", false)] // none, and no bar has no price
    [InlineData("9000000000000000000", "100", "10", false)]
    public async Task Bar_IsReadWithinItsBounds(string open, string price, string volume, bool isRead)
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Klines, $"[[{open},\"{price}\",\"{price}\",\"{price}\",\"{price}\",\"{volume}\",1700000039999,\"{volume}\",9,\"{volume}\",\"{volume}\",\"0\"]]");
        var history = new QuantumTrader.Infrastructure.Market.Exchange.BinanceBarHistory(gateway.Api, TimeSpan.FromMinutes(1));
        Assert.Equal(isRead, (await gateway.RunAsync(new ValueTask<ExchangeRead<IReadOnlyList<Domain.Market.Candle>>>(history.ReadAsync(Gateway.Btc, null, 1, default)))).IsOk);
    }

    [Fact]
    public async Task LimitThatIsNone_IsTheHighestThatCanBe()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/leverageBracket", """[{"symbol":"BTCUSDT","brackets":[{"bracket":1,"initialLeverage":1,"notionalCap":9223372036854775807,"notionalFloor":0,"maintMarginRatio":0.5,"cum":0}]}]""");
        var answer = await gateway.RunAsync(gateway.Api.GetLeverageBracketsAsync(null, default));
        Assert.True(answer.TryGet(out var read));
        Assert.Equal(1_000_000_000_000m, read[0].Brackets[0].NotionalCap);
    }
}
