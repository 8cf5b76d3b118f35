using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Setup;

namespace QuantumTrader.Unit.Execution.Binance;

public class BracketBookTests
{
    private const string Route = "GET /fapi/v1/leverageBracket";
    private const string Two = """{"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":0.004,"cum":0.0},{"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,"maintMarginRatio":0.005,"cum":50.0}""";

    [Fact]
    public async Task Share_OfAPosition_IsItsBrackets()
    {
        using var gateway = new Gateway();
        var book = await ReadAsync(gateway, Two);
        Assert.Equal((0.004m, 0.0045m, 0m), (Share(book, 50_000m), Share(book, 100_000m), Share(book, 600_001m)));
        Assert.Equal(0m, book.ShareOf(Symbol.Create("ETHUSDT"), new Usd(1m)).Value); // not told
    }

    [Fact]
    public async Task Share_BeforeAnythingWasTold_IsNotKnown()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Route, WireAnswer.Cut);
        var book = Book(gateway);
        Assert.Equal(0m, Share(book, 1m));
        Assert.False(await gateway.RunAsync(new ValueTask<bool>(book.ReadAsync(default))));
        Assert.Equal(0m, Share(book, 1m));
    }

    [Fact]
    public async Task Share_ToldTooLongAgo_IsNotKnown()
    {
        using var gateway = new Gateway();
        var book = await ReadAsync(gateway, Two);
        gateway.Venue.On(Route, WireAnswer.Cut);
        gateway.Time.Advance(gateway.Options.InstrumentsAgeMax - TimeSpan.FromSeconds(5));
        await gateway.RunAsync(new ValueTask<bool>(book.ReadAsync(default)));
        Assert.Equal(0.004m, Share(book, 1m));
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0m, Share(book, 1m));
    }

    [Fact]
    public async Task Brackets_OfAnAccountWithSmallerOnes_AreSmaller()
    {
        using var gateway = new Gateway();
        gateway.Venue.On(Route, $$"""[{"symbol":"BTCUSDT","notionalCoef":0.5,"brackets":[{{Two}}]}]""");
        var book = Book(gateway);
        Assert.True(await gateway.RunAsync(new ValueTask<bool>(book.ReadAsync(default))));
        Assert.Equal((0.004m, 0.0045m, 0m), (Share(book, 25_000m), Share(book, 50_000m), Share(book, 300_001m)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,"maintMarginRatio":0.005,"cum":50.0}""")]
    [InlineData("""{"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":0,"cum":0.0}""")]
    [InlineData("""{"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":1,"cum":0.0}""")]
    [InlineData("""{"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":0.004,"cum":-1}""")]
    [InlineData("""{"bracket":1,"initialLeverage":125,"notionalCap":50000,"notionalFloor":0,"maintMarginRatio":0.006,"cum":0},{"bracket":2,"initialLeverage":100,"notionalCap":600000,"notionalFloor":50000,"maintMarginRatio":0.005,"cum":50.0}""")]
    public async Task Brackets_ThatMakeNoSense_AreNotKnown(string brackets)
    {
        using var gateway = new Gateway();
        Assert.Equal(0m, Share(await ReadAsync(gateway, brackets), 1m));
    }

    private static BracketBook Book(Gateway gateway) => new(gateway.Api, gateway.Options, gateway.Time, NullLogger.Instance);

    private static async Task<BracketBook> ReadAsync(Gateway gateway, string brackets)
    {
        gateway.Venue.On(Route, $$"""[{"symbol":"BTCUSDT","brackets":[{{brackets}}]}]""");
        var book = Book(gateway);
        Assert.True(await gateway.RunAsync(new ValueTask<bool>(book.ReadAsync(default))));
        return book;
    }

    private static decimal Share(BracketBook book, decimal notional) => book.ShareOf(Gateway.Btc, new Usd(notional)).Value;
}
