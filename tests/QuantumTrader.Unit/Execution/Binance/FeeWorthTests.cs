using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Unit.Execution.Binance;

public class FeeWorthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _asked = [];
    private decimal? _mark = 600m;

    [Fact]
    public void Fee_InTheAccountsOwnCurrency_IsItself()
    {
        var worth = Worth();
        Assert.Equal(new FeeValue(new Usd(0.02m), false, false), worth.Of("USDT", 0.02m, 100m));
        Assert.Equal(new FeeValue(new Usd(-0.02m), false, false), worth.Of(null, -0.02m, 100m));
    }

    [Fact]
    public async Task Fee_InAnotherCurrency_IsWorthItsMarkWhileThatIsYoung()
    {
        var worth = Worth();
        await worth.LearnAsync("BNB", default);
        Assert.Equal(new FeeValue(new Usd(12m), true, false), worth.Of("BNB", 0.02m, 100m));
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(new FeeValue(new Usd(0.05m), true, true), worth.Of("BNB", 0.02m, 100m));
        await worth.LearnAsync("BNB", default);
        Assert.Equal(new FeeValue(new Usd(12m), true, false), worth.Of("BNB", 0.02m, 100m));
        Assert.Equal(["BNBUSDT", "BNBUSDT"], _asked);
    }

    [Theory]
    [InlineData(0.02, 0.05)]
    [InlineData(-0.02, 0)] // a refund of unknown worth
    public void Fee_WhosePriceIsNotKnown_IsNeverNothing(decimal fee, decimal amount) =>
        Assert.Equal(new FeeValue(new Usd(amount), true, true), Worth().Of("BNB", fee, -100m));

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task Price_ThatIsNone_IsNotKnown(string? mark)
    {
        _mark = mark is null ? null : decimal.Parse(mark, System.Globalization.CultureInfo.InvariantCulture);
        var worth = Worth();
        await worth.LearnAsync("BNB", default);
        Assert.True(worth.Of("BNB", 0.02m, 100m).IsEstimated);
    }

    [Fact]
    public async Task Prices_AreReadBeforehandAndAgain_AlsoOfCurrenciesThatFeesWerePaidIn()
    {
        var worth = Worth();
        using var stop = new CancellationTokenSource();
        var running = worth.RunAsync(stop.Token);
        Assert.False(worth.Of("BNB", 0.02m, 100m).IsEstimated);
        Assert.True(worth.Of("USDC", 0.02m, 100m).IsEstimated);
        _time.Advance(TimeSpan.FromMinutes(5));
        await TestSupport.Poll.UntilAsync(() => !worth.Of("USDC", 0.02m, 100m).IsEstimated, TimeSpan.FromSeconds(10), "the other price is known");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private FeeWorth Worth() => new(
        (symbol, _) =>
        {
            _asked.Add(symbol.Value);
            return new(_mark);
        },
        "USDT",
        0.0005m,
        _time);
}
