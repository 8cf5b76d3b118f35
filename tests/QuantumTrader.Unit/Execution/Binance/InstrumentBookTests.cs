using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution.Binance;

public class InstrumentBookTests
{
    [Fact]
    public async Task Instruments_OfTheVenue_AreThePerpetualsOfOurCurrency()
    {
        using var gateway = new Gateway();
        var read = await Instruments.LoadAsync(gateway);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], read.Select(i => i.Symbol.Value));
        var btc = read[0];
        Assert.Equal((0.1m, 0.002m, 0.002m, 1000m, 120m, 100m, 100m), (btc.TickSize, btc.StepSize, btc.QuantityMin.Value, btc.QuantityMax.Value, btc.MarketQuantityMax.Value, btc.NotionalMin.Value, btc.LeverageMax.Value));
        Assert.Equal(1m, read[1].LeverageMax.Value); // no bracket was told
        Assert.Equal((1.05m, 0.95m), (gateway.Exchange.RulesOf(Gateway.Btc)!.BandUp!.Value, gateway.Exchange.RulesOf(Gateway.Btc)!.BandDown!.Value));
    }

    [Fact]
    public async Task Instruments_WithinTheirAge_AreAskedForOnce()
    {
        using var gateway = new Gateway();
        await Instruments.LoadAsync(gateway);
        await Instruments.LoadAsync(gateway);
        Assert.Single(gateway.Venue.To("GET /fapi/v1/exchangeInfo"));
        gateway.Time.Advance(TimeSpan.FromHours(2));
        await Instruments.LoadAsync(gateway);
        Assert.Equal(2, gateway.Venue.To("GET /fapi/v1/exchangeInfo").Length);
    }

    [Fact]
    public async Task Limits_OfTheVenue_ReachTheBudget()
    {
        using var gateway = new Gateway(o => o.WeightPerMinute = 100);
        await Instruments.LoadAsync(gateway);
        Assert.Equal(2_400, gateway.Budget.Health.WeightLimit);
    }

    [Fact]
    public async Task Instruments_ThatCannotBeRead_AreAFailureAndNoEmptyList()
    {
        using var gateway = new Gateway();
        gateway.Venue.On("GET /fapi/v1/exchangeInfo", """{"rateLimits":[],"symbols":[]}""").On("GET /fapi/v1/leverageBracket", "[]");
        ExchangeRead<IReadOnlyList<Instrument>> read = await gateway.RunAsync(gateway.Exchange.GetInstrumentsAsync(default));
        Assert.False(read.IsOk);
    }
}
