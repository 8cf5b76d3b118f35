using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Market;

namespace QuantumTrader.Unit.Signals;

public class AiTradingEngineTests
{
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    [Fact]
    public void Engine_WarmFeatures_PassesTheModelsAnswerOn()
    {
        var model = new FakeModel(new ModelOutput(SignalAction.Sell, 0.75));
        var signal = new AiTradingEngine(model).Decide(Btc, Fed(50), Bars.Start);
        Assert.Equal(new Signal(Btc, SignalAction.Sell, 0.75, "fake", "7", Provenance.Trained, Bars.Start), signal);
        Assert.Equal(1, model.Calls);
    }

    [Fact]
    public void Engine_OneBarShortOfWarm_HoldsWithoutAskingTheModel()
    {
        var model = new FakeModel(new ModelOutput(SignalAction.Buy, 0.9));
        Assert.Equal(SignalAction.Hold, new AiTradingEngine(model).Decide(Btc, Fed(49), Bars.Start).Action);
        Assert.Equal(0, model.Calls);
    }

    [Fact]
    public void Engine_ColdIndicatorsButCompleteFeatures_Holds()
    {
        var cold = Fed(2);
        var f = cold.Current;
        f.PriceChange = f.HighLowRange = f.VolumeChange = f.VolumeMaRatio = f.Ema10 = f.Ema20 = f.Ema50 = f.Ema10Over20Cross = 1;
        f.Ema10Over50Cross = f.Rsi14 = f.Volatility20 = f.Macd = f.MacdSignal = f.MacdHistogram = f.Adx14 = f.Atr14 = 1;
        Assert.True(f.IsComplete);
        var model = new FakeModel(new ModelOutput(SignalAction.Buy, 0.9));
        Assert.Equal(SignalAction.Hold, new AiTradingEngine(model).Decide(Btc, cold, Bars.Start).Action);
    }

    [Fact]
    public void Engine_AnyFeatureNaN_Holds()
    {
        var model = new FakeModel(new ModelOutput(SignalAction.Buy, 0.9));
        var features = Fed(60);
        Action<FeatureVector>[] spoilers =
        [
            f => f.PriceChange = double.NaN, f => f.HighLowRange = double.NaN, f => f.VolumeChange = double.NaN,
            f => f.VolumeMaRatio = double.NaN, f => f.Ema10 = double.NaN, f => f.Ema20 = double.NaN, f => f.Ema50 = double.NaN,
            f => f.Ema10Over20Cross = double.NaN, f => f.Ema10Over50Cross = double.NaN, f => f.Rsi14 = double.NaN,
            f => f.Volatility20 = double.NaN, f => f.Macd = double.NaN, f => f.MacdSignal = double.NaN,
            f => f.MacdHistogram = double.PositiveInfinity, f => f.Adx14 = double.NaN, f => f.Atr14 = double.NaN,
        ];
        Assert.Equal(FeatureVector.Names.Count, spoilers.Length);
        var next = 60;
        foreach (var spoil in spoilers)
        {
            features.OnCandle(Bars.Flat(next++, 100));
            Assert.Equal(SignalAction.Buy, new AiTradingEngine(model).Decide(Btc, features, Bars.Start).Action);
            spoil(features.Current);
            Assert.Equal(SignalAction.Hold, new AiTradingEngine(model).Decide(Btc, features, Bars.Start).Action);
        }
    }

    [Theory]
    [InlineData(SignalAction.Buy, double.NaN)]
    [InlineData(SignalAction.Buy, -0.01)]
    [InlineData(SignalAction.Buy, 1.01)]
    [InlineData(SignalAction.Buy, double.PositiveInfinity)]
    [InlineData((SignalAction)17, 0.8)]
    public void Engine_ModelTalksNonsense_Holds(SignalAction action, double confidence)
    {
        var signal = new AiTradingEngine(new FakeModel(new ModelOutput(action, confidence))).Decide(Btc, Fed(60), Bars.Start);
        Assert.Equal((SignalAction.Hold, 0.0), (signal.Action, signal.Confidence));
    }

    [Theory]
    [InlineData(Provenance.Rule, TradingEnvironment.Live, false)]
    [InlineData(Provenance.Rule, TradingEnvironment.Testnet, true)]
    [InlineData(Provenance.Rule, TradingEnvironment.Rehearsal, true)]
    [InlineData(Provenance.Rule, TradingEnvironment.Paper, true)]
    [InlineData(Provenance.Trained, TradingEnvironment.Live, true)]
    [InlineData((Provenance)9, TradingEnvironment.Live, false)]
    [InlineData(Provenance.Rule, (TradingEnvironment)9, false)]
    public void Provenance_PerEnvironment_IsAllowedOrRefusedWithARemedy(Provenance provenance, TradingEnvironment environment, bool allowed)
    {
        var refusal = AiTradingEngine.RefusalOf(new FakeModel(ModelOutput.Hold) { Provenance = provenance }, environment);
        Assert.Equal(allowed, refusal is null);
        Assert.Equal(allowed, AiTradingEngine.RefusalOf(provenance, environment) is null);
        if (!allowed)
        {
            Assert.Contains("Exchange:Environment", refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Engine_HotPath_AllocatesNothing()
    {
        var engine = new AiTradingEngine(new TrendRuleModel());
        var features = new FeatureExtractor();
        var monitor = new Domain.Market.VolatilityMonitor(TimeSpan.FromMinutes(15));
        var bars = Bars.Walk(9, 2000);
        void Run()
        {
            foreach (var bar in bars)
            {
                features.OnCandle(bar);
                monitor.OnCandle(bar);
                engine.Decide(Btc, features, bar.CloseTimeUtc);
            }
        }

        Assert.Equal(0, Allocations.Least(Run));
    }

    private static FeatureExtractor Fed(int bars)
    {
        var features = new FeatureExtractor();
        Array.ForEach(Bars.Walk(1, bars), b => features.OnCandle(b));
        return features;
    }

    private sealed class FakeModel(ModelOutput answer) : ISignalModel
    {
        public int Calls { get; private set; }

        public string Id => "fake";

        public string Version => "7";

        public Provenance Provenance { get; init; } = Provenance.Trained;

        public ModelOutput Predict(FeatureVector features)
        {
            Calls++;
            return answer;
        }
    }
}
