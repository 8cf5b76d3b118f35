using QuantumTrader.Domain.Market.Indicators;

namespace QuantumTrader.Unit.Market.Indicators;

/// <summary>A bad value makes the indicator unknown at once, and it recovers completely after a full warm-up.</summary>
public class IndicatorBadInputTests
{
    public static TheoryData<double> BadPrices => [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1];

    public static TheoryData<double, double, double> BadBars => new()
    {
        { double.NaN, 9, 9.5 }, { 10, double.NaN, 9.5 }, { 10, 9, double.NaN }, { double.PositiveInfinity, 9, 9.5 },
        { 10, 0, 9.5 }, { 10, -1, 9.5 }, { 9, 10, 9.5 }, { 10, 9, 10.5 }, { 10, 9, 8.5 },
    };

    [Theory]
    [MemberData(nameof(BadPrices))]
    public void PriceIndicators_BadPrice_UnknownUntilWarmAgain(double bad)
    {
        var (ema, rsi, macd, volatility) = (new Ema(5), new Rsi(5), new Macd(2, 4, 2), new RealisedVolatility(5));
        void Update(double price)
        {
            ema.Update(price);
            rsi.Update(price);
            macd.Update(price);
            volatility.Update(price);
        }

        double[] Values() => [ema.Value, rsi.Value, macd.Value, macd.Signal, macd.Histogram, volatility.Value];
        double[] good = [100, 101, 99.5, 102, 101, 103, 100.5];
        Array.ForEach(good, Update);
        var before = Values();
        Assert.All(before, v => Assert.True(double.IsFinite(v)));

        Update(bad);
        Assert.All(Values(), v => Assert.True(double.IsNaN(v)));
        Assert.False(ema.IsWarm || rsi.IsWarm || macd.IsWarm || volatility.IsWarm);

        Array.ForEach(good, Update);
        Assert.Equal(before, Values(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(BadBars))]
    public void BarIndicators_BadBar_UnknownUntilWarmAgain(double high, double low, double close)
    {
        var (atr, adx) = (new Atr(3), new Adx(3));
        void FeedGood()
        {
            for (var i = 0; i < 8; i++)
            {
                atr.Update(101 + i + (i % 3), 99 + i, 100 + i);
                adx.Update(101 + i + (i % 3), 99 + i, 100 + i);
            }
        }

        FeedGood();
        var before = (atr.Value, adx.Value);
        Assert.True(atr.IsWarm && adx.IsWarm);

        atr.Update(high, low, close);
        adx.Update(high, low, close);
        Assert.True(double.IsNaN(atr.Value) && double.IsNaN(adx.Value));
        Assert.False(atr.IsWarm || adx.IsWarm);

        FeedGood();
        Assert.Equal(before, (atr.Value, adx.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void VolumeRatio_BadVolume_UnknownUntilWarmAgain(double bad)
    {
        var ratio = new VolumeRatio(2);
        ratio.Update(10);
        ratio.Update(30);
        ratio.Update(bad);
        Assert.True(double.IsNaN(ratio.Value));
        ratio.Update(10);
        Assert.False(ratio.IsWarm);
        ratio.Update(30);
        Assert.Equal(1.5, ratio.Value, 1e-12);
    }

    [Fact]
    public void Indicators_SenselessPeriods_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ema(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealisedVolatility(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VolumeRatio(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(26, 12, 9));
    }
}
