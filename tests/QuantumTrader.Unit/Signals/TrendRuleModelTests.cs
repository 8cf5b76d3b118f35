using QuantumTrader.Domain.Signals;
using QuantumTrader.Unit.Market;

namespace QuantumTrader.Unit.Signals;

public class TrendRuleModelTests
{
    private readonly TrendRuleModel _model = new();

    [Fact]
    public void Rule_ClearCross_ActsInItsDirection()
    {
        var (buy, sell) = (_model.Predict(Features.UpCross()), _model.Predict(Features.DownCross()));
        Assert.Equal(SignalAction.Buy, buy.Action);
        Assert.Equal(SignalAction.Sell, sell.Action);
        Assert.Equal(buy.Confidence, sell.Confidence, 1e-12);
        // ADX 21 of 12..30 and a histogram of 0.05 over an ATR of 0.5: both half way.
        Assert.Equal(0.7, buy.Confidence, 1e-12);
    }

    public static TheoryData<string, Action<FeatureVector>> Vetoes => new()
    {
        { "no crossing", f => f.Ema10Over20Cross = 0 },
        { "crossing unknown", f => f.Ema10Over20Cross = double.NaN },
        { "below EMA 50", f => f.Ema10 = 99.9 },
        { "on EMA 50", f => f.Ema10 = 100 },
        { "EMA 50 unknown", f => f.Ema50 = double.NaN },
        { "no direction", f => f.Adx14 = TrendRuleModel.AdxMin - 0.001 },
        { "ADX unknown", f => f.Adx14 = double.NaN },
        { "RSI against", f => f.Rsi14 = 49.999 },
        { "RSI spent", f => f.Rsi14 = 75.001 },
        { "RSI unknown", f => f.Rsi14 = double.NaN },
    };

    [Theory]
    [MemberData(nameof(Vetoes))]
    public void Rule_AnyFilterAgainst_Holds(string why, Action<FeatureVector> change)
    {
        var features = Features.UpCross();
        change(features);
        Assert.True(ModelOutput.Hold == _model.Predict(features), why);
    }

    [Theory]
    [InlineData(12.0, 50.0)]
    [InlineData(60.0, 75.0)]
    public void Rule_AtTheEdgeOfItsFilters_StillActs(double adx, double rsi)
    {
        var features = Features.UpCross();
        (features.Adx14, features.Rsi14) = (adx, rsi);
        Assert.Equal(SignalAction.Buy, _model.Predict(features).Action);
    }

    [Fact]
    public void Confidence_RisesWithStrengthAndMomentum_WithinItsBounds()
    {
        var previous = 0.0;
        for (var step = 0; step <= 40; step++)
        {
            var features = Features.UpCross();
            features.Adx14 = TrendRuleModel.AdxMin + step;
            features.MacdHistogram = (step - 10) * 0.01;
            var confidence = _model.Predict(features).Confidence;
            Assert.InRange(confidence, Math.Max(previous, 0.5), 0.9);
            previous = confidence;
        }

        Assert.Equal(0.9, previous, 1e-12);
    }

    [Fact]
    public void Rule_TrendThatGoesOn_ActsOnceNotOnEveryBar()
    {
        var features = new FeatureExtractor();
        var actions = new List<(int Bar, SignalAction Action)>();
        for (var i = 0; i < 300; i++)
        {
            // Down slowly for 150 bars, then up for 150, on a small saw tooth.
            var trend = i < 150 ? 100 - (0.05m * i) : 92.5m + (0.05m * (i - 150));
            features.OnCandle(Bars.Flat(i, trend + (0.1m * (i % 3)), volume: 10 + (i % 4)));
            if (features.IsWarm && _model.Predict(features.Current) is { Action: not SignalAction.Hold } output)
            {
                actions.Add((i, output.Action));
            }
        }

        Assert.InRange(actions.Count(a => a.Action == SignalAction.Buy), 0, 1);
        Assert.InRange(actions.Count, 0, 2);
        Assert.All(actions, a => Assert.Equal(a.Bar < 150 ? SignalAction.Sell : SignalAction.Buy, a.Action));
    }
}
