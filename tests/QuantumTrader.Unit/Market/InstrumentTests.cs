using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Unit.Market;

public class InstrumentTests
{
    [Fact]
    public void Inference_DecimalsSeen_GiveTickAndStep()
    {
        var instrument = InstrumentInference.From(Symbol.Create("XYUSDT"),
        [
            Bars.At(Bars.Start, Bars.Minute, 1.5m, 1.75m, 1.5m, 1.50000m, volume: 100m),
            Bars.At(Bars.Start + Bars.Minute, Bars.Minute, 1.5m, 1.5m, 1.250m, 1.3m, volume: 3.100m),
        ]);
        Assert.Equal((0.01m, 0.1m), (instrument.TickSize, instrument.StepSize));
        Assert.Equal((0.1m, 5m, 125m), (instrument.QuantityMin.Value, instrument.NotionalMin.Value, instrument.LeverageMax.Value));
        Assert.True(instrument.MarketQuantityMax.Value >= 1_000_000m);
    }

    [Fact]
    public void Inference_WholeNumbers_GiveOne()
    {
        var instrument = InstrumentInference.From(Symbol.Create("XYUSDT"), [Bars.Flat(0, 1.00m, volume: 3000m)]);
        Assert.Equal((1m, 1m), (instrument.TickSize, instrument.StepSize));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.1)]
    [InlineData(200, 0.001)]
    [InlineData(17_900, 0.00001)]
    public void Inference_VolumesInContracts_StepCostsAtMostADollar(int price, double step)
    {
        var instrument = InstrumentInference.From(Symbol.Create("XYUSD_PERP"), [Bars.Flat(0, 1m, volume: 3000m), Bars.Flat(1, price, volume: 3000m)]);
        Assert.Equal((decimal)step, instrument.StepSize);
        Assert.Equal(instrument.StepSize, instrument.QuantityMin.Value);
    }

    [Fact]
    public void Inference_VolumesWithEndlessDecimals_StopAtEight()
    {
        var instrument = InstrumentInference.From(Symbol.Create("XYUSDT"), [Bars.Flat(0, 2m, volume: 10m / 3m)]);
        Assert.Equal(0.00000001m, instrument.StepSize);
    }

    [Theory]
    [InlineData(99, 0.0001)]
    [InlineData(100, 0.0001)]
    [InlineData(101, 0.1)]
    public void Inference_FinerPlaceUsedByFewerThanOneInAHundred_IsASlip(int bars, double tick)
    {
        var candles = Enumerable.Range(0, bars).Select(i => i == 0 ? Bars.Flat(i, 5.0001m) : Bars.Flat(i, 5.1m)).ToArray();
        Assert.Equal((decimal)tick, InstrumentInference.From(Symbol.Create("XYUSDT"), candles).TickSize);
    }

    [Fact]
    public void Known_EverySyntheticSymbol_HasRulesThatItsBarsObey()
    {
        var instruments = MarketInstruments.Of(new SyntheticMarketSource(1, 0, 0, new FakeTimeProvider()));
        Assert.Equal(SyntheticSymbol.Defaults.Select(s => s.Symbol), instruments.Keys);
        foreach (var shape in SyntheticSymbol.Defaults)
        {
            var i = instruments[shape.Symbol];
            Assert.Equal((shape.TickSize, shape.StepSize), (i.TickSize, i.StepSize));
            Assert.True(i.QuantityMin.Value >= i.StepSize && i.MarketQuantityMax > i.QuantityMin && i.QuantityMax >= i.MarketQuantityMax && i.LeverageMax.IsValid);
            Assert.InRange(i.NotionalMin.Value, 5m, 100m);
        }
    }
}
